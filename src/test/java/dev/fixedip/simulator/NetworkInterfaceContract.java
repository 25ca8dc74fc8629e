package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
import software.amazon.awssdk.services.ec2.model.Tag;

abstract class NetworkInterfaceContract extends Ec2Contract {
  @Test
  void theAnswerToACreateIsPending() {
    assertThat(create(address(60)).statusAsString()).isEqualTo("pending");
  }

  @Test
  void aNewInterfaceBecomesAvailable() {
    NetworkInterface made = create(address(60));

    assertThat(made.tagSet()).isEmpty();
    assertThat(made.association()).isNull();
    assertThat(made.attachment()).isNull();
    NetworkInterface read = read(made.networkInterfaceId());
    assertThat(read.status()).isEqualTo(NetworkInterfaceStatus.AVAILABLE);
    assertThat(read.privateIpAddress()).isEqualTo(address(60));
    assertThat(read.macAddress()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
    assertThat(read.vpcId()).isEqualTo(setting().vpcId());
  }

  @Test
  void withoutGroupsItHasTheDefaultGroup() {
    assertThat(create(address(60)).groups())
        .extracting(GroupIdentifier::groupName)
        .containsExactly("default");
  }

  @Test
  void itIsTaggedInTheCall() {
    var tag = Tag.builder().key("fixedip.dev/uid").value("1").build();
    var made =
        create(r ->
            r.subnetId(setting().subnetId())
                .privateIpAddress(address(60))
                .groups(setting().groupId())
                .description("ours")
                .tagSpecifications(tagged("network-interface", tag)));

    assertThat(made.tagSet()).containsExactly(tag);
    assertThat(made.description()).isEqualTo("ours");
    assertThat(made.groups())
        .extracting(GroupIdentifier::groupId)
        .containsExactly(setting().groupId());
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.60, Address 192.0.2.60 does not fall within the subnet's address range",
    "10.0.0.256, invalid value for parameter address: 10.0.0.256",
    "10.0.0.060, invalid value for parameter address: 10.0.0.060"
  })
  void anAddressOutsideTheSubnetIsRefused(String address, String message) {
    assertRefused(() -> create(address), "InvalidParameterValue", message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, -1})
  void aReservedAddressIsRefused(int number) {
    assertRefused(
        () -> create(address(number)),
        "InvalidParameterValue",
        "Address %s is in subnet's reserved address range".formatted(address(number)));
  }

  @Test
  void anAddressInUseIsRefused() {
    create(address(60));

    assertRefused(
        () -> create(address(60)),
        "InvalidIPAddress.InUse",
        "The specified address is already in use.");
  }

  @Test
  void aDeletedInterfaceGivesItsAddressBack() {
    NetworkInterface made = create(address(60));
    ec2().deleteNetworkInterface(r -> r.networkInterfaceId(made.networkInterfaceId()));

    assertThat(create(address(60)).networkInterfaceId()).isNotEqualTo(made.networkInterfaceId());
    eventually(() ->
        assertRefused(
            () -> read(made.networkInterfaceId()),
            "InvalidNetworkInterfaceID.NotFound",
            "The networkInterface ID '%s' does not exist".formatted(made.networkInterfaceId())));
  }

  @Test
  void theSameTokenMakesTheSameInterface() {
    String token = UUID.randomUUID().toString();
    NetworkInterface made = createWithToken(address(60), token);

    assertThat(createWithToken(address(60), token).networkInterfaceId())
        .isEqualTo(made.networkInterfaceId());
    assertRefused(
        () -> createWithToken(address(61), token),
        "IdempotentParameterMismatch",
        "Arguments on this idempotent request are inconsistent");
  }

  @Test
  void theTokenOfADeletedInterfaceAnswersTheDeadId() {
    String token = UUID.randomUUID().toString();
    NetworkInterface made = create(r -> withToken(r, address(60), token));
    ec2().deleteNetworkInterface(r -> r.networkInterfaceId(made.networkInterfaceId()));

    assertThat(createWithToken(address(60), token).networkInterfaceId())
        .isEqualTo(made.networkInterfaceId());
    eventually(() ->
        assertRefused(
            () -> read(made.networkInterfaceId()), "InvalidNetworkInterfaceID.NotFound", ""));
  }

  private NetworkInterface createWithToken(String address, String token) {
    return ec2().createNetworkInterface(r -> withToken(r, address, token)).networkInterface();
  }

  private void withToken(
      CreateNetworkInterfaceRequest.Builder request, String address, String token) {
    request.subnetId(setting().subnetId()).privateIpAddress(address).clientToken(token);
  }

  @Test
  void secondaryAddressesComeWithIt() {
    var made =
        ec2()
            .createNetworkInterface(r ->
                r.subnetId(setting().subnetId())
                    .privateIpAddresses(
                        specification(address(61), false), specification(address(60), true)))
            .networkInterface();

    assertThat(made.privateIpAddress()).isEqualTo(address(60));
    assertThat(made.privateIpAddresses())
        .extracting(NetworkInterfacePrivateIpAddress::privateIpAddress)
        .containsExactlyInAnyOrder(address(60), address(61));
  }

  @Test
  void requestsThatContradictThemselvesAreRefused() {
    assertRefused(
        () -> createWithToken(address(60), "x".repeat(65)), "InvalidParameterValue", "64");
    assertRefused(
        () ->
            ec2()
                .createNetworkInterface(r ->
                    r.subnetId(setting().subnetId())
                        .privateIpAddress(address(60))
                        .privateIpAddresses(specification(address(61), true))),
        "InvalidParameterCombination",
        "primary");
    assertRefused(
        () ->
            ec2()
                .createNetworkInterface(r ->
                    r.subnetId(setting().subnetId())
                        .privateIpAddresses(specification(address(61), true))
                        .secondaryPrivateIpAddressCount(1)),
        "InvalidParameterCombination",
        "secondaryPrivateIpAddressCount");
    assertRefused(
        () ->
            ec2()
                .createNetworkInterface(
                    r -> r.subnetId(setting().subnetId()).secondaryPrivateIpAddressCount(50)),
        "PrivateIpAddressLimitExceeded",
        "");
    assertThat(create(address(60))).isNotNull();
  }

  @Test
  void anotherVpcsGroupIsRefused() {
    assertRefused(
        () ->
            ec2()
                .createNetworkInterface(
                    r -> r.subnetId(setting().subnetId()).groups(setting().otherVpcGroupId())),
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.");
  }

  @Test
  void aMissingParameterIsNamed() {
    assertRefused(
        () -> ec2().createNetworkInterface(r -> r.privateIpAddress(address(60))),
        "MissingParameter",
        "The request must contain the parameter subnetId");
  }

  @Test
  void anUnknownSubnetIsNamed() {
    assertRefused(
        () -> ec2().createNetworkInterface(r -> r.subnetId("subnet-0")),
        "InvalidSubnetID.NotFound",
        "The subnet ID 'subnet-0' does not exist");
  }

  @Test
  void aMalformedIdIsNamed() {
    assertRefused(
        () -> ec2().deleteNetworkInterface(r -> r.networkInterfaceId("foobar")),
        "InvalidNetworkInterfaceId.Malformed",
        "foobar");
  }

  @Test
  void aDryRunChangesNothing() {
    assertRefused(
        () ->
            ec2()
                .createNetworkInterface(r ->
                    r.subnetId(setting().subnetId()).privateIpAddress(address(60)).dryRun(true)),
        "DryRunOperation",
        "Request would have succeeded, but DryRun flag is set.");
    assertThat(create(address(60)).networkInterfaceId()).isNotEmpty();
  }

  @Test
  void oneAttributeIsModifiedAtATime() {
    String id = create(address(60)).networkInterfaceId();
    ec2()
        .modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(id).groups(setting().groupId()));
    ec2()
        .modifyNetworkInterfaceAttribute(
            r -> r.networkInterfaceId(id).sourceDestCheck(c -> c.value(false)));
    ec2()
        .modifyNetworkInterfaceAttribute(
            r -> r.networkInterfaceId(id).description(d -> d.value("mine")));

    eventually(() -> {
      NetworkInterface read = read(id);
      assertThat(read.groups())
          .extracting(GroupIdentifier::groupId)
          .containsExactly(setting().groupId());
      assertThat(read.sourceDestCheck()).isFalse();
      assertThat(read.description()).isEqualTo("mine");
    });
  }

  @Test
  void notOneAttributeOrSeveralAreRefused() {
    String id = create(address(60)).networkInterfaceId();

    assertRefused(
        () -> ec2().modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(id)),
        "InvalidParameterCombination",
        "No attributes specified");
    assertRefused(
        () ->
            ec2()
                .modifyNetworkInterfaceAttribute(r ->
                    r.networkInterfaceId(id)
                        .sourceDestCheck(c -> c.value(true))
                        .description(d -> d.value("both"))),
        "InvalidParameterCombination",
        "multiple attribute types");
    assertRefused(
        () ->
            ec2()
                .modifyNetworkInterfaceAttribute(
                    r -> r.networkInterfaceId(id).attachment(a -> a.deleteOnTermination(true))),
        "MissingParameter",
        "attachmentId");
  }

  private static PrivateIpAddressSpecification specification(String address, boolean primary) {
    return PrivateIpAddressSpecification.builder()
        .privateIpAddress(address)
        .primary(primary)
        .build();
  }
}
