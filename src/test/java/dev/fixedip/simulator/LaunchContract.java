package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

abstract class LaunchContract extends Ec2Contract {
  private List<Instance> run(Consumer<RunInstancesRequest.Builder> more) {
    return ec2()
        .runInstances(r -> {
          r.imageId(setting().imageId()).instanceType("t3.medium").minCount(1).maxCount(1);
          more.accept(r);
        })
        .instances();
  }

  private InstanceNetworkInterfaceSpecification fresh(int deviceIndex, String address) {
    return InstanceNetworkInterfaceSpecification.builder()
        .deviceIndex(deviceIndex)
        .subnetId(setting().subnetId())
        .privateIpAddress(address)
        .build();
  }

  private static InstanceNetworkInterfaceSpecification existing(
      int deviceIndex, NetworkInterface face) {
    return InstanceNetworkInterfaceSpecification.builder()
        .deviceIndex(deviceIndex)
        .networkInterfaceId(face.networkInterfaceId())
        .build();
  }

  @Test
  void anInstanceIsLaunchedWithSeveralInterfaces() {
    NetworkInterface face = create("10.0.0.62");
    String id =
        run(r ->
                r.networkInterfaces(existing(2, face), fresh(1, "10.0.0.61"), fresh(0, "10.0.0.60"))
                    .tagSpecifications(tagged("network-interface", tag("role", "web"))))
            .getFirst()
            .instanceId();

    Instance launched = instance(id);
    assertThat(launched.privateIpAddress()).isEqualTo("10.0.0.60");
    assertThat(launched.networkInterfaces())
        .extracting(
            InstanceNetworkInterface::privateIpAddress,
            it -> it.attachment().deviceIndex(),
            it -> it.attachment().deleteOnTermination())
        .containsExactlyInAnyOrder(
            tuple("10.0.0.60", 0, true), tuple("10.0.0.61", 1, true), tuple("10.0.0.62", 2, false));
    assertThat(
            ec2()
                .describeNetworkInterfaces(
                    r -> r.filters(filter("attachment.instance-id", id), filter("tag:role", "web")))
                .networkInterfaces())
        .hasSize(2);

    ec2().terminateInstances(r -> r.instanceIds(id));
    assertThat(read(face.networkInterfaceId()).attachment()).isNull();
  }

  @Test
  void anInterfaceIsLaunchedWithSecondaryAddresses() {
    var spec =
        InstanceNetworkInterfaceSpecification.builder()
            .deviceIndex(0)
            .subnetId(setting().subnetId())
            .privateIpAddress("10.0.0.60")
            .secondaryPrivateIpAddressCount(2)
            .groups(setting().groupId())
            .description("ours")
            .deleteOnTermination(false)
            .build();
    String id = run(r -> r.networkInterfaces(spec)).getFirst().instanceId();

    InstanceNetworkInterface face = instance(id).networkInterfaces().getFirst();
    assertThat(face.privateIpAddresses()).hasSize(3);
    assertThat(face.privateIpAddresses())
        .filteredOn(InstancePrivateIpAddress::primary)
        .extracting(InstancePrivateIpAddress::privateIpAddress)
        .containsExactly("10.0.0.60");
    assertThat(face.description()).isEqualTo("ours");
    assertThat(face.groups()).hasSize(1);
    ec2().terminateInstances(r -> r.instanceIds(id));
    assertThat(read(face.networkInterfaceId()).description()).isEqualTo("ours");
  }

  @Test
  void severalInstancesAreOneReservation() {
    var answer =
        ec2()
            .runInstances(r ->
                r.imageId(setting().imageId())
                    .instanceType("t3.micro")
                    .minCount(2)
                    .maxCount(3)
                    .subnetId(setting().subnetId()));

    assertThat(answer.instances())
        .extracting(Instance::amiLaunchIndex)
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(
            ec2()
                .describeInstances(r -> r.filters(filter("reservation-id", answer.reservationId())))
                .reservations())
        .singleElement()
        .satisfies(it -> assertThat(it.instances()).hasSize(3));
  }

  @Test
  void theSameTokenLaunchesTheSameInstance() {
    String id =
        run(r -> r.subnetId(setting().subnetId()).clientToken("launch")).getFirst().instanceId();

    assertThat(run(r -> r.subnetId(setting().subnetId()).clientToken("launch")))
        .extracting(Instance::instanceId)
        .containsExactly(id);
    assertThat(
            ec2()
                .describeInstances(r -> r.filters(filter("client-token", "launch")))
                .reservations())
        .hasSize(1);
    assertRefused(
        () ->
            run(r ->
                r.subnetId(setting().subnetId())
                    .clientToken("launch")
                    .privateIpAddress("10.0.0.60")),
        "IdempotentParameterMismatch",
        "");
  }

  @Test
  void aPublicAddressComesAndGoesWithTheRun() {
    var spec = fresh(0, "10.0.0.60").toBuilder().associatePublicIpAddress(true).build();
    String id = run(r -> r.networkInterfaces(spec)).getFirst().instanceId();

    Instance running = instance(id);
    assertThat(running.publicIpAddress()).isNotNull();
    assertThat(running.networkInterfaces().getFirst().association().ipOwnerId())
        .isEqualTo("amazon");
    ec2().stopInstances(r -> r.instanceIds(id));
    assertThat(instance(id).publicIpAddress()).isNull();
    ec2().startInstances(r -> r.instanceIds(id));
    assertThat(instance(id).publicIpAddress()).isNotNull();

    ec2().stopInstances(r -> r.instanceIds(id));
    NetworkInterface second = create("10.0.0.61");
    ec2()
        .attachNetworkInterface(
            r -> r.instanceId(id).networkInterfaceId(second.networkInterfaceId()).deviceIndex(1));
    ec2().startInstances(r -> r.instanceIds(id));
    assertThat(instance(id).publicIpAddress()).isNull();
  }

  @Test
  void statesHaveTheirReasons() {
    Instance launched = run(r -> r.subnetId(setting().subnetId())).getFirst();
    assertThat(launched.state().name()).isEqualTo(InstanceStateName.PENDING);
    assertThat(launched.stateReason().code()).isEqualTo("pending");
    String id = launched.instanceId();
    assertThat(instance(id).stateReason()).isNull();

    ec2().stopInstances(r -> r.instanceIds(id));
    assertThat(instance(id).stateTransitionReason()).matches("User initiated \\(2.* GMT\\)");
    assertThat(instance(id).stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
    ec2().startInstances(r -> r.instanceIds(id));
    assertThat(instance(id).stateTransitionReason()).isEmpty();

    ec2().createTags(r -> r.resources(id).tags(tag("Name", "short-lived")));
    ec2().terminateInstances(r -> r.instanceIds(id));
    Instance gone = instance(id);
    assertThat(gone.stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
    assertThat(gone.tags()).containsExactly(tag("Name", "short-lived"));
    assertThat(gone.networkInterfaces()).isEmpty();
    assertThat(gone.privateIpAddress()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, Value (0) for parameter minCount is invalid",
    "1, 0, Value (0) for parameter maxCount is invalid",
    "2, 1, minCount",
  })
  void countsMustMakeSense(int least, int most, String message) {
    assertRefused(
        () -> run(r -> r.subnetId(setting().subnetId()).minCount(least).maxCount(most)),
        "InvalidParameterValue",
        message);
  }

  @Test
  void interfacesAreStrict() {
    NetworkInterface face = create("10.0.0.60");
    assertLaunchRefused(
        r -> r.networkInterfaces(existing(0, face).toBuilder().deleteOnTermination(true).build()),
        "InvalidParameterCombination",
        "may not specify a network interface ID and delete on termination as true");
    assertLaunchRefused(
        r ->
            r.networkInterfaces(
                existing(0, face).toBuilder().associatePublicIpAddress(true).build()),
        "InvalidParameterCombination",
        "The associatePublicIPAddress parameter cannot be specified");
    assertLaunchRefused(
        r -> r.networkInterfaces(fresh(0, "10.0.0.61")).subnetId(setting().subnetId()),
        "InvalidParameterCombination",
        "Network interfaces and an instance-level subnet ID may not be specified");
    assertLaunchRefused(
        r -> r.networkInterfaces(fresh(1, "10.0.0.61")),
        "UnsupportedOperation",
        "you must include a device at index 0");
    assertLaunchRefused(
        r -> r.networkInterfaces(fresh(0, "10.0.0.61"), fresh(0, "10.0.0.62")),
        "InvalidParameterValue",
        "unique device index");
    assertLaunchRefused(
        r -> r.networkInterfaces(fresh(0, "10.0.0.60")),
        "InvalidIPAddress.InUse",
        "Address 10.0.0.60 is in use");
    assertLaunchRefused(
        r -> r.networkInterfaces(fresh(0, "10.0.0.61"), fresh(1, "10.0.0.61")),
        "InvalidIPAddress.InUse",
        "Address 10.0.0.61 is in use");
    assertLaunchRefused(
        r -> r.networkInterfaces(fresh(0, "10.0.0.61")).maxCount(2),
        "InvalidParameterCombination",
        "");
    assertLaunchRefused(
        r -> r.networkInterfaces(fresh(0, "10.0.0.255")), "InvalidParameterValue", "reserved");
    assertLaunchRefused(
        r ->
            r.networkInterfaces(
                fresh(0, "10.0.0.61").toBuilder().associatePublicIpAddress(true).build(),
                fresh(1, "10.0.0.62")),
        "InvalidParameterCombination",
        "The associatePublicIPAddress parameter cannot be specified when launching with multiple");
    assertLaunchRefused(
        r ->
            r.instanceType("t3.micro")
                .networkInterfaces(
                    fresh(0, "10.0.0.61"), fresh(1, "10.0.0.62"), fresh(2, "10.0.0.63")),
        "AttachmentLimitExceeded",
        "Interface count 3 exceeds the limit for t3.micro");
    assertThat(read(face.networkInterfaceId()).attachment()).isNull();
  }

  private void assertLaunchRefused(
      Consumer<RunInstancesRequest.Builder> request, String code, String message) {
    assertRefused(() -> run(request), code, message);
  }

  @Test
  void pagesOfInstancesTogetherAreTheWhole() {
    run(r -> r.instanceType("t3.micro").subnetId(setting().subnetId()).minCount(7).maxCount(7));
    var pages =
        ec2()
            .describeInstancesPaginator(
                r -> r.maxResults(5).filters(filter("instance-type", "t3.micro")))
            .stream()
            .toList();

    assertThat(pages).hasSize(2);
    assertThat(pages.stream().flatMap(page -> page.reservations().stream()))
        .flatExtracting(reservation -> reservation.instances())
        .hasSize(7);
  }

  @Test
  void instancesOfOneReservationComeInTheirOrder() {
    var launched =
        ec2()
            .runInstances(r ->
                r.imageId(setting().imageId())
                    .instanceType("t3.medium")
                    .minCount(4)
                    .maxCount(4)
                    .subnetId(setting().subnetId())
                    .monitoring(m -> m.enabled(true)));

    var seen =
        ec2()
            .describeInstances(r -> r.filters(filter("reservation-id", launched.reservationId())))
            .reservations()
            .getFirst()
            .instances();

    assertThat(seen).extracting(Instance::amiLaunchIndex).containsExactly(0, 1, 2, 3);
    assertThat(seen).allMatch(it -> it.monitoring().stateAsString().equals("enabled"));
    ec2().terminateInstances(r -> r.instanceIds(seen.stream().map(Instance::instanceId).toList()));
  }

  @Test
  void aChangeOfNoInstanceIsRefused() {
    String message = "No instances specified";

    assertRefused(() -> ec2().startInstances(r -> {}), "InvalidParameterCombination", message);
    assertRefused(() -> ec2().stopInstances(r -> {}), "InvalidParameterCombination", message);
    assertRefused(() -> ec2().terminateInstances(r -> {}), "InvalidParameterCombination", message);
  }
}
