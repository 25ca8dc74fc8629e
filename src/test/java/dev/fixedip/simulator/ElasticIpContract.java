package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttribute;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Allocating, associating, finding and releasing Elastic IPs. */
abstract class ElasticIpContract extends ElasticIpScene {
  private List<String> found(Filter... filters) {
    return ec2().describeAddresses(r -> r.filters(filters)).addresses().stream()
        .map(Address::publicIp)
        .toList();
  }

  @Test
  void anElasticIpIsAllocatedAndReleased() {
    var made =
        ec2()
            .allocateAddress(r ->
                r.domain(DomainType.VPC)
                    .tagSpecifications(tagged("elastic-ip", tag("role", "web"))));

    assertThat(made.allocationId()).startsWith("eipalloc-");
    assertThat(made.domain()).isEqualTo(DomainType.VPC);
    Address read = read(made);
    assertThat(read.publicIp()).isEqualTo(made.publicIp());
    assertThat(read.associationId()).isNull();
    assertThat(read.tags()).containsExactly(tag("role", "web"));
    assertThat(ec2().describeAddresses(r -> r.publicIps(made.publicIp())).addresses()).hasSize(1);

    ec2().releaseAddress(r -> r.allocationId(made.allocationId()));
    assertRefused(
        () -> read(made),
        "InvalidAllocationID.NotFound",
        "The allocation ID '%s' does not exist".formatted(made.allocationId()));
    assertRefused(
        () -> ec2().describeAddresses(r -> r.publicIps(made.publicIp())),
        "InvalidAddress.NotFound",
        made.publicIp());
  }

  @Test
  void anAssociationShowsOnInterfaceAddressAndInstance() {
    NetworkInterface face = create("10.0.0.60");
    attach(face, 1);
    var elasticIp = allocate();
    String associationId = associate(elasticIp, face);

    Address address = read(elasticIp);
    assertThat(address.associationId()).isEqualTo(associationId).startsWith("eipassoc-");
    assertThat(address.networkInterfaceId()).isEqualTo(face.networkInterfaceId());
    assertThat(address.privateIpAddress()).isEqualTo("10.0.0.60");
    assertThat(address.instanceId()).isEqualTo(setting().instanceId());
    NetworkInterface seen = read(face.networkInterfaceId());
    assertThat(seen.association().publicIp()).isEqualTo(elasticIp.publicIp());
    assertThat(seen.association().allocationId()).isEqualTo(elasticIp.allocationId());
    assertThat(seen.privateIpAddresses().getFirst().association()).isEqualTo(seen.association());
    assertThat(instance(setting().instanceId()).networkInterfaces().get(1).association().publicIp())
        .isEqualTo(elasticIp.publicIp());

    ec2().disassociateAddress(r -> r.associationId(associationId));
    assertThat(read(elasticIp).associationId()).isNull();
    assertThat(read(face.networkInterfaceId()).association()).isNull();
    assertRefused(
        () -> ec2().disassociateAddress(r -> r.associationId(associationId)),
        "InvalidAssociationID.NotFound",
        "The association ID '%s' does not exist".formatted(associationId));
  }

  @Test
  void anInstanceHasTheElasticIpOfItsOnlyInterface() {
    var elasticIp = allocate();
    ec2()
        .associateAddress(
            r -> r.allocationId(elasticIp.allocationId()).instanceId(setting().instanceId()));

    assertThat(instance(setting().instanceId()).publicIpAddress()).isEqualTo(elasticIp.publicIp());
    for (String filter : List.of("ip-address", "network-interface.association.public-ip")) {
      assertThat(
              ec2()
                  .describeInstances(r -> r.filters(filter(filter, elasticIp.publicIp())))
                  .reservations())
          .as(filter)
          .hasSize(1);
    }
    attach(create("10.0.0.60"), 1);
    assertRefused(
        () ->
            ec2()
                .associateAddress(r ->
                    r.allocationId(elasticIp.allocationId()).instanceId(setting().instanceId())),
        "InvalidInstanceID",
        "There are multiple interfaces attached to instance");
  }

  @Test
  void filtersFindIt() {
    NetworkInterface face = create("10.0.0.60");
    attach(face, 1);
    var elasticIp = allocate();
    allocate();
    String associationId = associate(elasticIp, face);
    ec2().createTags(r -> r.resources(elasticIp.allocationId()).tags(tag("role", "web")));

    for (Filter filter :
        List.of(
            filter("allocation-id", elasticIp.allocationId()),
            filter("association-id", associationId),
            filter("instance-id", setting().instanceId()),
            filter("network-interface-id", face.networkInterfaceId()),
            filter("network-interface-owner-id", read(elasticIp).networkInterfaceOwnerId()),
            filter("private-ip-address", "10.0.0.60"),
            filter("public-ip", elasticIp.publicIp()),
            filter("tag:role", "w*"),
            filter("tag-key", "role"))) {
      assertThat(found(filter)).as(filter.name()).containsExactly(elasticIp.publicIp());
    }
    assertThat(found(filter("domain", "vpc"))).hasSize(2);
    assertRefused(
        () -> found(filter("no-such-filter", "x")),
        "InvalidParameterValue",
        "The filter 'no-such-filter' is invalid");
    for (String filter : List.of("association.public-ip", "addresses.association.public-ip")) {
      assertThat(
              ec2()
                  .describeNetworkInterfaces(r -> r.filters(filter(filter, elasticIp.publicIp())))
                  .networkInterfaces())
          .as(filter)
          .hasSize(1);
    }
  }

  @Test
  void anAddressHasNoNameOfItsOwn() {
    var elasticIp = ec2().allocateAddress(r -> {});
    var other = ec2().allocateAddress(r -> {});

    var attributes =
        ec2()
            .describeAddressesAttribute(
                r -> r.attribute("domain-name").allocationIds(elasticIp.allocationId()))
            .addresses();

    assertThat(attributes).hasSize(1);
    assertThat(attributes.getFirst().publicIp()).isEqualTo(elasticIp.publicIp());
    assertThat(attributes.getFirst().ptrRecord()).isNull();
    assertThat(ec2().describeAddressesAttribute(r -> {}).addresses())
        .extracting(AddressAttribute::allocationId)
        .contains(elasticIp.allocationId(), other.allocationId());
    ec2().releaseAddress(r -> r.allocationId(elasticIp.allocationId()));
    ec2().releaseAddress(r -> r.allocationId(other.allocationId()));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    NetworkInterface face = create("10.0.0.60");
    var elasticIp = allocate();
    assertRefused(
        () -> ec2().releaseAddress(r -> r.publicIp(elasticIp.publicIp())),
        "InvalidParameterValue",
        "You must specify an allocation id");
    assertRefused(
        () ->
            ec2()
                .releaseAddress(
                    r -> r.publicIp(elasticIp.publicIp()).allocationId(elasticIp.allocationId())),
        "InvalidParameterCombination",
        "not both");
    assertRefused(() -> ec2().releaseAddress(r -> {}), "MissingParameter", "");
    assertRefused(
        () -> ec2().associateAddress(r -> r.allocationId(elasticIp.allocationId())),
        "MissingParameter",
        "Either instance ID or network interface id must be specified");
    assertRefused(
        () ->
            ec2()
                .associateAddress(r ->
                    r.allocationId("eipalloc-0123456789abcdef0")
                        .networkInterfaceId(face.networkInterfaceId())),
        "InvalidAllocationID.NotFound",
        "The allocation ID 'eipalloc-0123456789abcdef0' does not exist");
    assertRefused(
        () ->
            ec2()
                .associateAddress(r ->
                    r.allocationId(elasticIp.allocationId())
                        .networkInterfaceId(face.networkInterfaceId())
                        .privateIpAddress("10.0.0.99")),
        "InvalidParameterValue",
        "10.0.0.99");
    assertRefused(
        () -> ec2().allocateAddress(r -> r.domain(DomainType.VPC).dryRun(true)),
        "DryRunOperation",
        "");
  }

  @Test
  void theRegionHasFive() {
    for (int i = 0; i < 5; i++) {
      allocate();
    }

    assertRefused(
        this::allocate,
        "AddressLimitExceeded",
        "The maximum number of addresses has been reached.");
    assertThat(found()).doesNotHaveDuplicates().hasSize(5);
  }
}
