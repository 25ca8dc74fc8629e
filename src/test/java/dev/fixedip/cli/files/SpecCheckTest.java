package dev.fixedip.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A spec in a file is held to what Kubernetes holds it to. */
class SpecCheckTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final SpecSchema SCHEMA = SpecSchema.load();

  private static List<String> problems(String fields) throws IOException {
    ObjectNode spec =
        (ObjectNode) YAML.readTree("{address: 10.0.0.51, instance: {id: i-0123456789abcdef0}}");
    spec.setAll((ObjectNode) YAML.readTree(fields));
    List<String> problems = new ArrayList<>(SCHEMA.problems(spec));
    problems.addAll(SpecRules.problems(spec));
    return problems;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "address: 100.64.255.254",
        "address: '2001:db8::51'",
        "{address: 'fd12::51', ping: {from: ['fd12::/16', '::/0']}}",
        "instance: {id: i-0a1b2c3d}",
        "interface: {}",
        "interface: {subnetId: subnet-0a1b2c3d, deviceIndex: 31}",
        "interface: {securityGroupIds: [sg-00000001, sg-00000002]}",
        "interface: {tags: {Name: windows, example.com/kubernetes.io/x: '', AWS: x}}",
        "ping: {from: [0.0.0.0/0, 10.0.0.0/21, 10.0.0.51/32], icmp: All}",
        "{drift: Report, deletion: Retain, suspend: true}",
        "instance: {tags: {Name: windows}}",
        "instance: {node: ip-10-0-0-50.ec2.internal}",
        "{strategy: SecondaryAddress, interface: {deviceIndex: 1}}",
        "{strategy: PrimaryAtLaunch, interface: {tags: {team: lab}}}",
        "interface: {id: eni-0a1b2c3d, deviceIndex: 2}"
      })
  void takes(String fields) throws IOException {
    assertThat(problems(fields)).isEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("address: windows", "spec.address is windows, which is no IP address: write"),
        arguments("address: ''", "spec.address is too short: write at least 1 characters"),
        arguments("address: 51", "spec.address is 51: write a text"),
        arguments("address: 10.0.0.051", "spec.address is 10.0.0.051, which is no IP address"),
        arguments("address: 10.0.51", "spec.address is 10.0.51, which is no IP address"),
        arguments("address: 10.0.0.51/24", "write 10.0.0.51"),
        arguments("address: '2001:db8::g'", "is 2001:db8::g, which is no IP address"),
        arguments("address: '::ffff:10.0.0.51'", "which is no IP address"),
        arguments("address: 'fe80::1%eth0'", "which is no IP address"),
        arguments("address: '2001:DB8:0::51'", "write it as EC2 does: 2001:db8::51"),
        arguments("address: '2001:db8::51/64'", "write 2001:db8::51"),
        arguments(
            "{strategy: SecondaryAddress, interface: {id: eni-0123456789abcdef0, deviceIndex: 1}}",
            "write id or deviceIndex, not both"),
        arguments("elasticIp: {allocate: false}", "spec.elasticIp.allocate is false: write true"),
        arguments(
            "elasticIp: {allocationId: eipalloc-0123456789abcdef0, allocate: true}",
            "spec.elasticIp: write either allocationId"),
        arguments(
            "{address: '2001:db8::51', elasticIp: {allocate: true}}",
            "an Elastic IP is a public IPv4 address for a private IPv4 one"),
        arguments("address: 'fe80::51'", "link-local"),
        arguments(
            "{address: '2001:db8::51', strategy: PrimaryAtLaunch}",
            "use strategy Interface or SecondaryAddress"),
        arguments(
            "{address: '2001:db8::51', ping: {from: [10.0.0.0/21]}}",
            "spec.ping.from has 10.0.0.0/21, and spec.address is of IPv6"),
        arguments(
            "{address: '2001:db8::51', ping: {from: ['2001:db8::1']}}", "write 2001:db8::1/128"),
        arguments("{address: '2001:db8::51', ping: {from: ['FD00::/8']}}", "as EC2 does: fd00::/8"),
        arguments("address: 127.0.0.1", "write an address of one of the instance's subnets"),
        arguments("address: 169.254.169.254", "write an address of one of the instance's subnets"),
        arguments("address: 224.0.0.1", "write an address of one of the instance's subnets"),
        arguments("address: 255.255.255.255", "write an address of one of the instance's subnets"),
        arguments("address: 0.0.0.0", "write an address of one of the instance's subnets"),
        arguments("instance: {id: i-0123456789ABCDEF0}", "spec.instance.id is"),
        arguments(
            "interface: {securityGroupIds: [default]}",
            "spec.interface.securityGroupIds[0] is \"default\": write what matches ^sg-"),
        arguments("interface: {securityGroupIds: []}", "write at least 1 of them"),
        arguments(
            "interface: {securityGroupIds: [sg-00000001, sg-00000001]}",
            "spec.interface.securityGroupIds has something twice: write each once"),
        arguments(
            "interface: {deviceIndex: 0}", "spec.interface.deviceIndex is 0: write 1 or more"),
        arguments("interface: {deviceIndex: 32}", "write 31 or less"),
        arguments("interface: {deviceIndex: '1'}", "is \"1\": write a whole number"),
        arguments("interface: {tags: {'': v}}", "has a key of 0 characters"),
        arguments(
            "interface: {tags: {k: " + "v".repeat(257) + "}}",
            "spec.interface.tags.k is too long: write at most 256 characters"),
        arguments("interface: {tags: {'AWS:cloud': v}}", "spec.interface.tags has AWS:cloud"),
        arguments(
            "interface: {tags: {kubernetes.io/x: v}}", "has kubernetes.io/x: keys that begin"),
        arguments("interface: {subnet: x}", "spec.interface.subnet: there is no such field"),
        arguments("ping: {from: []}", "leave it out for the VPC's CIDRs"),
        arguments("ping: {from: [anywhere]}", "has anywhere, which is no CIDR"),
        arguments("ping: {from: [10.0.0.50]}", "write 10.0.0.50/32"),
        arguments("ping: {from: ['fd00::/8']}", "and spec.address is of IPv4"),
        arguments("ping: {from: [10.0.3.9/21]}", "as EC2 does: 10.0.0.0/21"),
        arguments("ping: {icmp: Everything}", "spec.ping.icmp is \"Everything\": write All or"),
        arguments("ping: {enabled: 1}", "spec.ping.enabled is 1: write true or false"),
        arguments("ping: [10.0.0.0/21]", "write fields with values"),
        arguments("instance: {}", "spec.instance: write exactly one of id, tags and node"),
        arguments("instance: {id: i-0a1b2c3d, node: a}", "write exactly one of id, tags and node"),
        arguments("strategy: Best", "spec.strategy is \"Best\": write "),
        arguments(
            "{strategy: SecondaryAddress, interface: {sourceDestCheck: false}}",
            "spec.interface.sourceDestCheck: SecondaryAddress leaves the interface as it is"),
        arguments(
            "{strategy: PrimaryAtLaunch, interface: {deviceIndex: 1}}",
            "spec.interface.deviceIndex: PrimaryAtLaunch is for device index 0"),
        arguments(
            "interface: {id: eni-0a1b2c3d, subnetId: subnet-0a1b2c3d}",
            "spec.interface.subnetId: the interface that id names is in its subnet already"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(String fields, String told) throws IOException {
    assertThat(problems(fields)).singleElement().asString().contains(told);
  }

  @Test
  void aSecondaryAddressNeedsAnInstance() throws IOException {
    JsonNode spec = YAML.readTree("{address: 10.0.0.51, strategy: SecondaryAddress}");

    assertThat(SpecRules.problems(spec))
        .singleElement()
        .asString()
        .startsWith("spec.instance is missing, and SecondaryAddress needs one");
  }

  /** A rule that the definition gets must be checked by hand, too. */
  @Test
  void everyRuleOfTheDefinitionIsKnown() {
    Map<String, Integer> rules = new TreeMap<>();
    count("spec", SCHEMA.tree(), rules);

    assertThat(rules)
        .as("the CEL rules of the CRD, by field: SpecRules checks these")
        .isEqualTo(
            Map.of(
                "spec", 8,
                "spec.address", 2,
                "spec.elasticIp", 1,
                "spec.elasticIp.allocate", 1,
                "spec.instance", 1,
                "spec.interface.tags", 2,
                "spec.ping.from", 3));
  }

  private static void count(String field, JsonNode schema, Map<String, Integer> rules) {
    int here = schema.path("x-kubernetes-validations").size();
    if (here > 0) {
      rules.merge(field, here, Integer::sum);
    }
    schema
        .path("properties")
        .properties()
        .forEach(it -> count(field + "." + it.getKey(), it.getValue(), rules));
    if (schema.has("items")) {
      count(field + "[]", schema.path("items"), rules);
    }
    if (schema.has("additionalProperties")) {
      count(field + ".*", schema.path("additionalProperties"), rules);
    }
  }
}
