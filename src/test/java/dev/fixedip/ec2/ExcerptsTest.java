package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.model.NetworkInterface;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Nothing that the operator asks for is left out of EC2's answers, and much else is. */
class ExcerptsTest {
  private final VirtualTime time = new VirtualTime();
  private final Simulator simulator = Simulator.start(SimulatorOptions.at(time));
  private final Ec2Clients clients = Lab.readers(simulator);
  private final Ec2Client whole = SimulatorClients.ec2(simulator.endpoint());

  @AfterEach
  void close() {
    whole.close();
    clients.close();
    simulator.close();
  }

  private Describe describe(Ec2Client client) {
    return new Describe(client, new Limits(1000, time));
  }

  private static Instance first(Ec2Client client, String id) {
    return client.describeInstances(it -> it.instanceIds(id)).reservations().stream()
        .map(Reservation::instances)
        .map(it -> it.getFirst())
        .findFirst()
        .orElseThrow();
  }

  /** Makes it a world with something of everything. */
  private void embellish() {
    String made =
        whole
            .createNetworkInterface(it ->
                it.subnetId(Worlds.SUBNET)
                    .privateIpAddress("10.0.0.51")
                    .description("groupSet <left/> & more")
                    .groups(Worlds.GROUP, Worlds.DEFAULT_GROUP))
            .networkInterface()
            .networkInterfaceId();
    whole.attachNetworkInterface(
        it -> it.networkInterfaceId(made).instanceId(Worlds.LINUX).deviceIndex(1));
    whole.assignPrivateIpAddresses(
        it -> it.networkInterfaceId(made).privateIpAddresses("10.0.0.52"));
    String gateway = whole.createInternetGateway().internetGateway().internetGatewayId();
    whole.attachInternetGateway(it -> it.internetGatewayId(gateway).vpcId(Worlds.VPC));
    String elastic = whole.allocateAddress(it -> it.domain(DomainType.VPC)).allocationId();
    whole.associateAddress(it -> it.allocationId(elastic).networkInterfaceId(made));
    whole.createTags(it ->
        it.resources(made, Worlds.WINDOWS)
            .tags(
                Tag.builder().key("primary").value("<primary>no</primary>").build(),
                Tag.builder().key("ownerId").value("").build()));
    whole.stopInstances(it -> it.instanceIds(Worlds.WINDOWS));
  }

  @Test
  void theOperatorSeesTheSame() {
    embellish();
    time.pass(Duration.ofMinutes(1));

    assertThat(describe(clients.reading()).networkInterfaces())
        .hasSizeGreaterThan(2)
        .isEqualTo(describe(whole).networkInterfaces());
    assertThat(describe(clients.reading()).instances())
        .hasSizeGreaterThan(1)
        .isEqualTo(describe(whole).instances());
    assertThat(describe(clients.reading()).reachability(new Repeats<>()))
        .isNotEmpty()
        .isEqualTo(describe(whole).reachability(new Repeats<>()));
  }

  private static <T> Set<T> same(List<T> objects) {
    Set<T> same = Collections.newSetFromMap(new IdentityHashMap<>());
    same.addAll(objects);
    return same;
  }

  @Test
  void whatEc2WritesAgainIsNotReadAgain() {
    embellish();
    time.pass(Duration.ofMinutes(1));
    Describe describe = describe(clients.reading());
    Repeats<NetworkInterface> interfaces = new Repeats<>();
    Repeats<List<dev.fixedip.model.Instance>> instances = new Repeats<>();
    List<NetworkInterface> interfacesBefore = describe.networkInterfaces(interfaces);
    List<dev.fixedip.model.Instance> instancesBefore = describe.instances(instances);

    whole.createTags(it ->
        it.resources(Worlds.LINUX, Worlds.LINUX_INTERFACE)
            .tags(Tag.builder().key("primary").value("yes").build()));
    time.pass(Duration.ofMinutes(1));
    List<NetworkInterface> interfacesNow = describe.networkInterfaces(interfaces);
    List<dev.fixedip.model.Instance> instancesNow = describe.instances(instances);

    assertThat(interfacesNow)
        .containsExactlyInAnyOrderElementsOf(describe(whole).networkInterfaces())
        .filteredOn(it -> !same(interfacesBefore).contains(it))
        .extracting(NetworkInterface::id)
        .containsExactly(Worlds.LINUX_INTERFACE);
    assertThat(instancesNow)
        .containsExactlyInAnyOrderElementsOf(describe(whole).instances())
        .filteredOn(it -> !same(instancesBefore).contains(it))
        .extracting(dev.fixedip.model.Instance::id)
        .containsExactly(Worlds.LINUX);
  }

  @Test
  void mostOfAnInstanceIsLeftOut() {
    Instance complete = first(whole, Worlds.LINUX);
    Instance excerpt = first(clients.reading(), Worlds.LINUX);

    assertThat(complete.networkInterfaces()).isNotEmpty();
    assertThat(complete.securityGroups()).isNotEmpty();
    assertThat(excerpt)
        .isEqualTo(
            Instance.builder()
                .instanceId(complete.instanceId())
                .state(complete.state())
                .instanceType(complete.instanceType())
                .platform(complete.platform())
                .placement(it ->
                    it.availabilityZone(complete.placement().availabilityZone()).groupName(""))
                .subnetId(complete.subnetId())
                .vpcId(complete.vpcId())
                .tags(complete.tags())
                .build());
  }
}
