package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

abstract class DescribeContract extends Ec2Contract {
  private List<String> found(String filter, String... values) {
    return ec2()
        .describeNetworkInterfaces(r -> r.filters(inSubnet(), filter(filter, values)))
        .networkInterfaces()
        .stream()
        .map(NetworkInterface::privateIpAddress)
        .toList();
  }

  @Test
  void pagesTogetherAreTheWhole() {
    List<String> expected = new ArrayList<>();
    for (int i = 60; i < 72; i++) {
      expected.add(create(address(i)).networkInterfaceId());
    }
    eventually(() -> {
      var pages =
          ec2()
              .describeNetworkInterfacesPaginator(
                  r -> r.maxResults(5).filters(inSubnet(), filter("status", "available")))
              .stream()
              .toList();

      assertThat(pages).hasSize(3);
      assertThat(pages.stream().flatMap(page -> page.networkInterfaces().stream()))
          .extracting(NetworkInterface::networkInterfaceId)
          .containsExactlyInAnyOrderElementsOf(expected);
    });
  }

  @Test
  void pagesAreStrict() {
    assertRefused(
        () -> ec2().describeNetworkInterfaces(r -> r.maxResults(1)),
        "InvalidParameterValue",
        "Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.");
    assertRefused(
        () -> ec2().describeNetworkInterfaces(r -> r.maxResults(1001)),
        "InvalidParameterValue",
        "maxResults is invalid");
    assertRefused(
        () -> ec2().describeInstances(r -> r.maxResults(5).instanceIds(setting().instanceId())),
        "InvalidParameterCombination",
        "The parameter instancesSet cannot be used with the parameter maxResults");
  }

  @ParameterizedTest
  @CsvSource({
    "addresses.private-ip-address, {60}",
    "private-ip-address, {6}?",
    "addresses.private-ip-address, {6}*",
    "tag:role, web",
    "tag:role, w*",
    "tag-key, role",
    "attachment.device-index, 1",
    "description, ours"
  })
  void filtersFindTheInterface(String filter, String pattern) {
    String value = pattern.replace("{60}", address(60)).replace("{6}", address(6));
    attach(
        create(r ->
            r.subnetId(setting().subnetId())
                .privateIpAddress(address(60))
                .description("ours")
                .tagSpecifications(tagged("network-interface", tag("role", "web")))),
        1);

    eventually(() -> assertThat(found(filter, value)).containsExactly(address(60)));
    assertThat(found(filter, value + "x", value)).containsExactly(address(60));
    assertThat(found(filter, "none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "availability-zone-id",
        "dns-name",
        "instance-lifecycle",
        "ip-address",
        "ipv6-address",
        "metadata-options.http-tokens",
        "monitoring-state",
        "network-interface.addresses.association.public-ip",
        "network-interface.association.ip-owner-id",
        "network-interface.attachment.attach-time",
        "network-interface.ipv6-addresses.ipv6-address",
        "network-interface.owner-id",
        "network-interface.private-ip-address",
        "network-interface.requester-managed",
        "placement-group-name",
        "root-device-type",
        "state-reason-code",
        "tenancy"
      })
  void filtersOfInstancesAreThoseOfTheReference(String filter) {
    assertThat(ec2().describeInstances(r -> r.filters(filter(filter, "none"))).reservations())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "addresses.association.owner-id",
        "association.allocation-id",
        "association.association-id",
        "association.ip-owner-id",
        "association.public-dns-name",
        "attachment.instance-owner-id",
        "availability-zone-id",
        "operator.principal",
        "requester-id"
      })
  void filtersOfInterfacesAreThoseOfTheReference(String filter) {
    assertThat(found(filter, "none")).isEmpty();
  }

  @Test
  void allFiltersMustMatch() {
    create(address(60));

    eventually(() -> assertThat(found("status", "available")).contains(address(60)));
    assertThat(found("status", "available")).doesNotContain(addressOfTheInstance());
  }

  @Test
  void anUnknownFilterIsNamed() {
    assertRefused(
        () -> found("no-such-filter", "x"),
        "InvalidParameterValue",
        "The filter 'no-such-filter' is invalid");
  }

  private String addressOfTheInstance() {
    return instance(setting().instanceId()).privateIpAddress();
  }

  @Test
  void instancesAreFoundByStateAndTag() {
    assertThat(
            ec2()
                .describeInstances(r ->
                    r.filters(
                        filter("instance-state-name", "running"),
                        filter("instance-id", setting().instanceId())))
                .reservations())
        .hasSize(1);
    assertRefused(
        () -> instance("i-0123456789abcdef0"),
        "InvalidInstanceID.NotFound",
        "The instance ID 'i-0123456789abcdef0' does not exist");
  }

  @Test
  void aMalformedInstanceIdIsNamed() {
    assertRefused(
        () -> instance("foobar"), "InvalidInstanceID.Malformed", "Invalid id: \"foobar\"");
  }

  @Test
  void typesTellTheirLimits() {
    var network =
        ec2()
            .describeInstanceTypes(r -> r.instanceTypesWithStrings("t3.medium"))
            .instanceTypes()
            .getFirst()
            .networkInfo();

    assertThat(network.maximumNetworkInterfaces()).isEqualTo(3);
    assertThat(network.ipv4AddressesPerInterface()).isEqualTo(6);
  }

  @Test
  void statusChecksPass() {
    eventually(() -> {
      var status =
          ec2()
              .describeInstanceStatus(r -> r.instanceIds(setting().instanceId()))
              .instanceStatuses()
              .getFirst();
      assertThat(status.instanceStatus().statusAsString()).isEqualTo("ok");
      assertThat(status.systemStatus().statusAsString()).isEqualTo("ok");
    });
  }

  @Test
  void vpcsAreDescribed() {
    var vpc = ec2().describeVpcs(r -> r.vpcIds(setting().vpcId())).vpcs().getFirst();

    assertThat(vpc.cidrBlockAssociationSet()).isNotEmpty();
    assertThat(vpc.stateAsString()).isEqualTo("available");
  }
}
