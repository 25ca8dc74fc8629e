package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.fixedip.simulator.world.Ipv4Cidr;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What EC2 promises, whoever stands behind the endpoint: the simulator, a peer, or EC2 itself. */
abstract class Ec2Contract {
  /** What a call answers to for a while although it is done already, or not visible yet. */
  private static final Set<String> NOT_YET =
      Set.of("IncorrectState", "IncorrectInstanceState", "InvalidNetworkInterface.InUse");

  @SuppressWarnings("NullAway.Init")
  private Ec2Endpoint endpoint;

  @BeforeEach
  final void meet(Ec2Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @AfterEach
  final void leave() {
    endpoint.close();
  }

  final Ec2Client ec2() {
    return endpoint.ec2();
  }

  final Ec2Endpoint.Setting setting() {
    return endpoint.setting();
  }

  /** The address of the subnet with that number: 0 is its first, -1 its last. */
  final String address(int number) {
    var cidr = Ipv4Cidr.parse(setting().subnetCidr());
    return Ipv4Cidr.format(cidr.base() + (number < 0 ? cidr.size() : 0) + number);
  }

  /**
   * Looks, again and again as long as the endpoint may take, until the assertions hold for a while:
   * one read may tell what the one before it did not.
   */
  final void eventually(ThrowingRunnable assertions) {
    if (endpoint.patience().isZero()) {
      run(assertions);
      return;
    }
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(endpoint.patience().dividedBy(200))
        .during(endpoint.patience().dividedBy(100))
        .atMost(endpoint.patience())
        .ignoreExceptionsMatching(Ec2Contract::isNotYet)
        .untilAsserted(assertions);
  }

  private static void run(ThrowingRunnable assertions) {
    try {
      assertions.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isNotYet(Throwable failure) {
    return switch (failure) {
      case NullPointerException _, NoSuchElementException _ -> true;
      case Ec2Exception refusal -> isNotYet(refusal.awsErrorDetails().errorCode());
      default -> false;
    };
  }

  private static boolean isNotYet(String code) {
    return code.endsWith(".NotFound") || NOT_YET.contains(code);
  }

  /** A new interface as the call answers it; by now it is available. */
  final NetworkInterface create(String address) {
    return create(r -> r.subnetId(setting().subnetId()).privateIpAddress(address));
  }

  /** A new interface as the call answers it; by now it is available. */
  final NetworkInterface create(Consumer<CreateNetworkInterfaceRequest.Builder> request) {
    NetworkInterface made = ec2().createNetworkInterface(request).networkInterface();
    settles(
        () -> assertThat(read(made.networkInterfaceId()).statusAsString()).isEqualTo("available"));
    return made;
  }

  /** Attaches the interface to the setting's instance; by now it is attached. */
  final String attach(NetworkInterface face, int deviceIndex) {
    return attach(face, setting().instanceId(), deviceIndex);
  }

  /** Attaches the interface; by now it is attached. */
  final String attach(NetworkInterface face, String instanceId, int deviceIndex) {
    String id =
        ec2()
            .attachNetworkInterface(r ->
                r.networkInterfaceId(face.networkInterfaceId())
                    .instanceId(instanceId)
                    .deviceIndex(deviceIndex))
            .attachmentId();
    settles(() ->
        assertThat(read(face.networkInterfaceId()).attachment().statusAsString())
            .isEqualTo("attached"));
    return id;
  }

  /** A new instance in the setting's subnet; by now it is running. */
  final Instance launch(Consumer<RunInstancesRequest.Builder> request) {
    Instance launched =
        ec2()
            .runInstances(r ->
                r.imageId(setting().imageId())
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .applyMutation(request))
            .instances()
            .getFirst();
    settles(() ->
        assertThat(instance(launched.instanceId()).state().nameAsString()).isEqualTo("running"));
    return launched;
  }

  /** What the next read shows where all happens at once is waited for where it does not. */
  private void settles(ThrowingRunnable assertions) {
    if (!endpoint.patience().isZero()) {
      eventually(assertions);
    }
  }

  final NetworkInterface read(String interfaceId) {
    return ec2()
        .describeNetworkInterfaces(r -> r.networkInterfaceIds(interfaceId))
        .networkInterfaces()
        .getFirst();
  }

  final Instance instance(String instanceId) {
    return ec2()
        .describeInstances(r -> r.instanceIds(instanceId))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  /** Leaves out what there is elsewhere at the endpoint. */
  final Filter inSubnet() {
    return filter("subnet-id", setting().subnetId());
  }

  static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static TagSpecification tagged(String resourceType, Tag tag) {
    return TagSpecification.builder().resourceType(resourceType).tags(tag).build();
  }

  static void assertRefused(ThrowingCallable call, String code, String message) {
    Ec2Exception refusal = catchThrowableOfType(Ec2Exception.class, call);
    assertThat(refusal).as("refusal with %s", code).isNotNull();
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
    assertThat(refusal.requestId()).isNotEmpty();
  }
}
