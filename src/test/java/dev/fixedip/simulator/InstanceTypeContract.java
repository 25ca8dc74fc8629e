package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;

abstract class InstanceTypeContract extends Ec2Contract {
  private InstanceTypeInfo type(String name) {
    return ec2()
        .describeInstanceTypes(r -> r.instanceTypesWithStrings(name))
        .instanceTypes()
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "t1.micro, 2, 2, 0, 1",
    "t2.micro, 2, 2, 2, 1",
    "t3.micro, 2, 2, 2, 1",
    "t3.medium, 3, 6, 6, 1",
    "t4g.small, 3, 4, 4, 1",
    "m5.large, 3, 10, 10, 1",
    "m5.xlarge, 4, 15, 15, 1",
    "m7g.4xlarge, 8, 30, 30, 1",
    "c5n.18xlarge, 15, 50, 50, 1",
    "c5.18xlarge, 15, 50, 50, 1",
    "i3.16xlarge, 15, 50, 50, 1",
    "g4dn.xlarge, 3, 10, 10, 1",
    "p4d.24xlarge, 60, 50, 50, 4",
    "p5.48xlarge, 64, 50, 50, 32",
    "m1.small, 2, 4, 0, 1"
  })
  void limitsAreThoseOfAws(String name, int interfaces, int ipv4, int ipv6, int cards) {
    var network = type(name).networkInfo();

    assertThat(network.maximumNetworkInterfaces()).isEqualTo(interfaces);
    assertThat(network.ipv4AddressesPerInterface()).isEqualTo(ipv4);
    assertThat(network.ipv6AddressesPerInterface()).isEqualTo(ipv6);
    assertThat(network.ipv6Supported()).isEqualTo(ipv6 > 0);
    assertThat(network.maximumNetworkCards()).isEqualTo(cards);
    assertThat(network.defaultNetworkCardIndex()).isZero();
    assertThat(network.networkCards()).hasSize(cards);
    assertThat(network.networkCards().stream().mapToInt(c -> c.maximumNetworkInterfaces()).sum())
        .isEqualTo(interfaces);
  }

  @Test
  void aTypeTellsItsSize() {
    InstanceTypeInfo type = type("m5.large");

    assertThat(type.vCpuInfo().defaultVCpus()).isEqualTo(2);
    assertThat(type.memoryInfo().sizeInMiB()).isEqualTo(8192);
    assertThat(type.processorInfo().supportedArchitecturesAsStrings()).containsExactly("x86_64");
    assertThat(type.hypervisorAsString()).isEqualTo("nitro");
  }

  @ParameterizedTest
  @CsvSource({
    "instance-type, t4g.*, t4g.small",
    "processor-info.supported-architecture, arm64, t4g.small",
    "network-info.maximum-network-cards, 4, p4d.24xlarge",
    "vcpu-info.default-vcpus, 2, m5.large",
    "memory-info.size-in-mib, 8192, m5.large",
    "hypervisor, xen, t2.micro",
    "bare-metal, true, m5.metal"
  })
  void filtersFindTypes(String filter, String value, String expected) {
    assertThat(
            ec2()
                .describeInstanceTypesPaginator(r -> r.filters(filter(filter, value)))
                .instanceTypes()
                .stream())
        .extracting(InstanceTypeInfo::instanceTypeAsString)
        .contains(expected)
        .doesNotContain("r5.2xlarge");
  }

  @Test
  void pagesTogetherAreTheWhole() {
    var first = ec2().describeInstanceTypes(r -> {});
    assertThat(first.instanceTypes()).hasSizeLessThanOrEqualTo(100);
    assertThat(first.nextToken()).isNotNull();
    assertThat(ec2().describeInstanceTypesPaginator(r -> {}).instanceTypes().stream())
        .extracting(InstanceTypeInfo::instanceTypeAsString)
        .doesNotHaveDuplicates()
        .contains("m5.large", "t3.medium", "p4d.24xlarge");
  }

  @Test
  void whatIsUnknownIsRefused() {
    assertRefused(
        () -> type("t3.colossal"),
        "InvalidInstanceType",
        "The following supplied instance types do not exist: [t3.colossal]");
    assertRefused(
        () -> ec2().describeInstanceTypes(r -> r.filters(filter("no-such-filter", "x"))),
        "InvalidParameterValue",
        "The filter 'no-such-filter' is invalid");
    assertRefused(
        () ->
            ec2().describeInstanceTypes(r -> r.maxResults(5).instanceTypesWithStrings("t3.medium")),
        "InvalidParameterCombination",
        "");
  }

  @Test
  void aTypeIsOfferedInTheRegionAndItsZones() {
    var inRegion = ec2().describeInstanceTypeOfferings(r -> {}).instanceTypeOfferings();
    assertThat(inRegion).extracting(InstanceTypeOffering::location).containsOnly("us-east-1");
    assertThat(offered("availability-zone")).hasSize(6).contains("us-east-1a");
    assertThat(offered("availability-zone-id")).hasSize(6).contains("use1-az6");
    assertThat(offered("outpost")).isEmpty();
    assertRefused(
        () -> offered("moon"), "InvalidParameterValue", "Value (moon) for parameter locationType");
  }

  private List<String> offered(String locationType) {
    return ec2()
        .describeInstanceTypeOfferings(
            r -> r.locationType(locationType).filters(filter("instance-type", "m5.large")))
        .instanceTypeOfferings()
        .stream()
        .map(InstanceTypeOffering::location)
        .toList();
  }
}
