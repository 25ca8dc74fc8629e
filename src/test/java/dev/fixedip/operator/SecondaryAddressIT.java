package dev.fixedip.operator;

import static dev.fixedip.simulator.world.Worlds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.FixedIpStatus.Owned;
import dev.fixedip.api.FixedIpStatus.OwnedKind;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.model.AssignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Addresses that are assigned to an interface that the instance has. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondaryAddressIT {
  private final Scene scene;
  private final Stage stage;

  SecondaryAddressIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.generated(20, 1));
    stage = scene.stage;
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  @SideBySide
  void oneCallAssignsItAndItsDeletionTakesItBack() {
    stage.apply("assigned", secondary("10.0.1.1", "{id: %s}".formatted(id("i", 1)), 1));

    FixedIpStatus status = stage.awaitReady("assigned");

    assertThat(status.address()).isEqualTo("10.0.1.1/16");
    assertThat(status.instanceId()).isEqualTo(id("i", 1));
    assertThat(Scene.interfaceOf(status).id()).isEqualTo(id("eni", 1));
    assertThat(Scene.interfaceOf(status).owned()).isFalse();
    assertThat(status.owned())
        .containsExactly(new Owned(OwnedKind.SecondaryAddress, id("eni", 1), "10.0.1.1"));
    assertThat(addressesOf(1)).containsExactly("10.0.0.4", "10.0.1.1");
    assertThat(callsAbout(id("eni", 1))).containsExactly("AssignPrivateIpAddresses");
    assertThat(callsAbout("10.0.1.0/24")).containsExactly("AuthorizeSecurityGroupIngress");
    assertThat(firstStatusThatOwns("assigned").address())
        .as("noted before the instance had it")
        .isNull();

    stage.fixedIp("assigned").delete();
    stage.awaitGone("assigned");

    assertThat(addressesOf(1)).containsExactly("10.0.0.4");
    assertThat(scene.networkInterface(id("eni", 1)).attachment().instanceId())
        .isEqualTo(id("i", 1));
  }

  @Test
  @SideBySide
  void oneCallAssignsAllThatAreWantedOnAnInterface() {
    List<String> addresses = List.of("10.0.2.1", "10.0.2.2", "10.0.2.3", "10.0.2.4", "10.0.2.5");
    for (String address : addresses) {
      stage.apply(nameOf(address), secondary(address, "{tags: {pool: licences}}", 2));
    }
    addresses.forEach(it -> scene.refusal(nameOf(it), "InstanceNotFound"));

    scene.others.createTags(
        it -> it.resources(id("i", 2)).tags(Tag.builder().key("pool").value("licences").build()));
    addresses.forEach(it -> stage.awaitReady(nameOf(it)));

    assertThat(addressesOf(2))
        .containsExactlyInAnyOrder(
            "10.0.0.5", "10.0.2.1", "10.0.2.2", "10.0.2.3", "10.0.2.4", "10.0.2.5");
    assertThat(assignments("10.0.2.1")).containsExactly(addresses);
    assertThat(addresses).allSatisfy(it -> assertThat(assignments(it)).hasSize(1));

    stage.apply("one-too-many", secondary("10.0.2.6", "{tags: {pool: licences}}", 2));

    assertThat(scene.refusal("one-too-many", "InterfaceAddressLimitReached"))
        .contains(id("eni", 2))
        .contains("t3.medium, takes 6 private IPv4 addresses, and has 6")
        .contains("use a larger type");
    assertThat(assignments("10.0.2.6")).isEmpty();
  }

  @Test
  @SideBySide
  void whatSomebodyTakesAwayComesBack() {
    stage.apply("kept", secondary("10.0.3.1", "{id: %s}".formatted(id("i", 3)), 3));
    stage.awaitReady("kept");

    scene.others.unassignPrivateIpAddresses(
        it -> it.networkInterfaceId(id("eni", 3)).privateIpAddresses("10.0.3.1"));

    FixedIpStatus after =
        stage
            .awaitThat("kept", "put right", it -> it.getStatus().lastCorrection() != null)
            .getStatus();
    assertThat(after.lastCorrection().field()).isEqualTo("secondaryAddress");
    stage.awaitReady("kept");
    assertThat(addressesOf(3)).containsExactly("10.0.0.6", "10.0.3.1");
  }

  @Test
  @SideBySide
  void anAddressThatSomebodyElseAssignedIsLeftThere() {
    scene.others.assignPrivateIpAddresses(
        it -> it.networkInterfaceId(id("eni", 4)).privateIpAddresses("10.0.4.1"));
    scene.awaitPolls(1);
    stage.apply("present", secondary("10.0.4.1", "{id: %s}".formatted(id("i", 4)), 4));

    FixedIpStatus status = stage.awaitReady("present");
    assertThat(status.owned()).isNullOrEmpty();
    assertThat(assignments("10.0.4.1")).as("by the operator").isEmpty();

    stage.fixedIp("present").delete();
    stage.awaitGone("present");

    assertThat(addressesOf(4)).containsExactly("10.0.0.7", "10.0.4.1");
  }

  @Test
  @SideBySide
  void anAddressOfAnotherInterfaceIsNotTaken() {
    stage.apply("taken", secondary("10.0.0.9", "{id: %s}".formatted(id("i", 5)), 5));

    assertThat(scene.refusal("taken", "AddressInUse"))
        .contains("10.0.0.9 already belongs to network interface " + id("eni", 6))
        .contains("instance-6");
    assertThat(addressesOf(5)).containsExactly("10.0.0.8");
  }

  @Test
  @SideBySide
  void itMovesBetweenAnInterfaceOfItsOwnAndTheInstancesOne() {
    String own =
        "address: 10.0.7.1\ninstance: {id: %s}\nping: {from: [10.0.7.0/24]}".formatted(id("i", 7));
    stage.apply("moving", own);
    String made = Scene.interfaceOf(stage.awaitReady("moving")).id();

    stage.apply("moving", secondary("10.0.7.1", "{id: %s}".formatted(id("i", 7)), 7));
    FixedIpStatus assigned = stage.awaitReady("moving");

    assertThat(Scene.interfaceOf(assigned).id()).isEqualTo(id("eni", 7));
    assertThat(addressesOf(7)).containsExactly("10.0.0.10", "10.0.7.1");
    assertThat(scene.ourInterfaces()).noneMatch(it -> it.networkInterfaceId().equals(made));

    stage.apply("moving", own + "\nstrategy: Interface");
    FixedIpStatus again = stage.awaitReady("moving");

    assertThat(again.owned()).isNullOrEmpty();
    assertThat(addressesOf(7)).containsExactly("10.0.0.10");
    assertThat(scene.holders("10.0.7.1"))
        .singleElement()
        .satisfies(it -> assertThat(it.attachment().instanceId()).isEqualTo(id("i", 7)));
  }

  private FixedIpStatus firstStatusThatOwns(String name) {
    return scene.history.statuses(name).stream()
        .filter(it -> it.owned() != null && !it.owned().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** The mutating calls whose request names that. */
  private List<String> callsAbout(String part) {
    return scene.ec2.calls().mutating().stream()
        .filter(it -> it.request().toString().contains(part))
        .map(Call::action)
        .toList();
  }

  /** The addresses of each of the operator's assignments that carried that one. */
  private List<List<String>> assignments(String address) {
    return scene.ec2.calls().of("AssignPrivateIpAddresses").stream()
        .map(it -> (AssignPrivateIpAddressesRequest) it.request())
        .filter(it -> it.allowReassignment() != null)
        .map(AssignPrivateIpAddressesRequest::privateIpAddresses)
        .filter(it -> it.contains(address))
        .map(List::copyOf)
        .toList();
  }

  private List<String> addressesOf(int number) {
    return scene.networkInterface(id("eni", number)).privateIpAddresses().stream()
        .map(NetworkInterfacePrivateIpAddress::privateIpAddress)
        .toList();
  }

  private static String nameOf(String address) {
    return "ip-" + address.replace('.', '-');
  }

  private static String secondary(String address, String instance, int number) {
    return """
    address: %s
    strategy: SecondaryAddress
    instance: %s
    ping: {from: [10.0.%d.0/24]}
    """
        .formatted(address, instance, number);
  }
}
