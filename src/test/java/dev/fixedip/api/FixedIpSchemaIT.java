package dev.fixedip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Kubernetes API takes for a FixedIp's spec, and what it says about the rest. */
@ExtendWith(SharedKubernetesApi.class)
class FixedIpSchemaIT {
  private final KubernetesApi api;

  FixedIpSchemaIT(KubernetesApi api) {
    this.api = api;
  }

  @BeforeAll
  static void crdsAreThere(KubernetesApi api) {
    api.applyCrds(Path.of("crd"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "address: 10.0.0.51",
        "address: 100.64.255.254",
        "address: 52.1.2.3",
        "address: '2001:db8::51'",
        "address: '2600:1f13:c0d:a000:fedc:ba98:7654:3210'",
        "address: 'fd12:3456::51'",
        "{address: '2001:db8::51', strategy: SecondaryAddress}",
        "{address: '2001:db8::51', ping: {from: ['2001:db8::/56', 'fd00::/8', '::/0']}}",
        "{address: '2001:db8::51', ping: {enabled: false}}",
        "instance: {id: i-0a1b2c3d}",
        "interface: {}",
        "interface: {subnetId: subnet-0a1b2c3d}",
        "interface: {securityGroupIds: [sg-00000001, sg-00000002, sg-00000003, sg-00000004,"
            + " sg-00000005]}",
        "interface: {deviceIndex: 1}",
        "interface: {deviceIndex: 31}",
        "interface: {tags: {Name: windows, example.com/kubernetes.io/x: '', AWS: x, fixedip.dev:"
            + " x}}",
        "ping: {}",
        "ping: {enabled: false}",
        "ping: {from: [0.0.0.0/0, 10.0.0.0/21, 10.0.0.51/32], icmp: All}",
        "ping: {securityGroupId: sg-0123456789abcdef0}",
        "drift: Report",
        "deletion: Retain",
        "suspend: true",
        "elasticIp: {allocationId: eipalloc-0123456789abcdef0}",
        "elasticIp: {allocate: true}",
        "instance: ",
        "instance: {tags: {Name: windows, team: lab}}",
        "instance: {node: ip-10-0-0-50.ec2.internal}",
        "strategy: PrimaryAtLaunch",
        "{strategy: SecondaryAddress, interface: {deviceIndex: 1}}",
        "{strategy: SecondaryAddress, interface: {id: eni-0123456789abcdef0}}",
        "interface: {id: eni-0123456789abcdef0, sourceDestCheck: false}"
      })
  void takes(String fields) {
    assertThat(dryRun(fields).getMetadata().getUid()).isNotEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("address: ", "spec.address: Required value"),
        arguments("address: ''", "spec.address in body should be at least 1 chars long"),
        arguments(
            "address: '" + "1".repeat(40) + "'", "spec.address: Too long: may not be more than 39"),
        arguments(
            "address: windows",
            "\"windows\" is no IP address: write one IPv4 address, such as 10.0.0.51: four numbers"
                + " from 0 to 255 without leading zeros; or one IPv6 address in its shortest form,"
                + " such as 2001:db8::51"),
        arguments("address: 10.0.0.256", "\"10.0.0.256\" is no IP address: write one"),
        arguments("address: 10.0.0.051", "\"10.0.0.051\" is no IP address: write one"),
        arguments("address: ' 10.0.0.51'", "\" 10.0.0.51\" is no IP address: write one"),
        arguments("address: '2001:db8::g'", "\"2001:db8::g\" is no IP address: write one"),
        arguments("address: 'fe80::1%eth0'", "\"fe80::1%eth0\" is no IP address: write one"),
        arguments(
            "address: '::ffff:10.0.0.51'", "\"::ffff:10.0.0.51\" is no IP address: write one"),
        arguments(
            "address: '2001:db8::51/64'",
            "\"2001:db8::51/64\" has a prefix length, which EC2 knows from the subnet: write"
                + " 2001:db8::51"),
        arguments(
            "address: 10.0.0.51/24",
            "\"10.0.0.51/24\" has a prefix length, which EC2 knows from the subnet: write"
                + " 10.0.0.51"),
        arguments(
            "address: '2001:DB8:0:0::0051'",
            "\"2001:DB8:0:0::0051\" is not how EC2 writes this IPv6 address: write 2001:db8::51"),
        arguments(
            "address: '2001:db8:0:0:1:0:0:1'",
            "\"2001:db8:0:0:1:0:0:1\" is not how EC2 writes this IPv6 address: write"
                + " 2001:db8::1:0:0:1"),
        arguments("address: 'fe80::51'", "write an address of one of the instance's subnets"),
        arguments("address: '::1'", "write an address of one of the instance's subnets"),
        arguments("address: '::'", "write an address of one of the instance's subnets"),
        arguments("address: 'ff02::1'", "write an address of one of the instance's subnets"),
        arguments(
            "{address: '2001:db8::51', strategy: PrimaryAtLaunch}",
            "an instance is launched with a primary IPv4 address: use strategy Interface or"
                + " SecondaryAddress for an IPv6 address, or write an IPv4 address"),
        arguments(
            "{address: '2001:db8::51', ping: {from: ['2001:db8::/56', 10.0.0.0/21]}}",
            "an IPv4 address is pinged from IPv4 ranges, an IPv6 address from IPv6 ranges: write"
                + " ping.from in the family of 'address'"),
        arguments(
            "ping: {from: [10.0.0.0/21, 'fd00::/8']}",
            "an IPv4 address is pinged from IPv4 ranges, an IPv6 address from IPv6 ranges"),
        arguments(
            "{address: '2001:db8::51', ping: {from: ['2001:db8::51']}}",
            "write CIDRs, such as 10.0.0.0/21 or 2001:db8::/56: [\"2001:db8::51/128 instead of"
                + " 2001:db8::51\"]"),
        arguments(
            "{address: '2001:db8::51', ping: {from: ['FD00::1/8']}}",
            "write the first address of each range, as EC2 does: [\"fd00::/8 instead of"
                + " FD00::1/8\"]"),
        arguments("address: 127.0.0.1", "write an address of one of the instance's subnets"),
        arguments("address: 169.254.169.254", "write an address of one of the instance's subnets"),
        arguments("address: 224.0.0.1", "write an address of one of the instance's subnets"),
        arguments("address: 0.0.0.0", "write an address of one of the instance's subnets"),
        arguments(
            "elasticIp: {}", "write either 'allocationId' for an Elastic IP that you have, or"),
        arguments(
            "elasticIp: {allocationId: eipalloc-0123456789abcdef0, allocate: true}",
            "or 'allocate: true' for one that is allocated and released by the operator"),
        arguments(
            "elasticIp: {allocate: false}", "write 'allocate: true', or leave 'elasticIp' out"),
        arguments(
            "{address: '2001:db8::51', elasticIp: {allocate: true}}",
            "an Elastic IP is a public IPv4 address for a private IPv4 one"),
        arguments(
            "elasticIp: {allocationId: 52.1.2.3}",
            "spec.elasticIp.allocationId in body should match '^eipalloc-"),
        arguments("instance: {}", "write exactly one of id, tags and node"),
        arguments(
            "instance: {id: i-0123456789abcdef0, node: ip-10-0-0-50.ec2.internal}",
            "write exactly one of id, tags and node; leave 'instance' out to only reserve"),
        arguments("instance: {tags: {}}", "spec.instance.tags in body should have at least 1"),
        arguments(
            "instance: {tags: {" + tags(11) + "}}",
            "spec.instance.tags: Too many: 11: must have at most 10 items"),
        arguments("instance: {node: ''}", "spec.instance.node in body should be at least 1"),
        arguments(
            "strategy: Primary",
            "supported values: \"Interface\", \"PrimaryAtLaunch\", \"SecondaryAddress\""),
        arguments(
            "{strategy: SecondaryAddress, instance: null}",
            "SecondaryAddress needs an interface to be assigned to: name the 'instance'"),
        arguments(
            "{strategy: SecondaryAddress, interface: {sourceDestCheck: false}}",
            "SecondaryAddress leaves the interface that it is assigned to as it is: take subnetId"),
        arguments(
            "{strategy: SecondaryAddress, interface: {id: eni-0123456789abcdef0, deviceIndex: 1}}",
            "write 'id' or 'deviceIndex' of 'interface', not both"),
        arguments(
            "{strategy: PrimaryAtLaunch, interface: {deviceIndex: 1}}",
            "PrimaryAtLaunch is for device index 0"),
        arguments(
            "interface: {id: eni-0123456789abcdef0, subnetId: subnet-0123456789abcdef0}",
            "the interface that 'id' names is in its subnet already"),
        arguments("interface: {id: windows}", "spec.interface.id in body should match '^eni-"),
        arguments(
            "instance: {id: windows}",
            "spec.instance.id in body should match '^i-([0-9a-f]{8}|[0-9a-f]{17})$'"),
        arguments("instance: {id: i-0123456789}", "spec.instance.id in body should match"),
        arguments("instance: {id: i-0123456789ABCDEF0}", "spec.instance.id in body should match"),
        arguments(
            "interface: {subnetId: vpc-0a1b2c3d}",
            "spec.interface.subnetId in body should match '^subnet-([0-9a-f]{8}|[0-9a-f]{17})$'"),
        arguments(
            "interface: {securityGroupIds: [default]}",
            "spec.interface.securityGroupIds[0] in body should match"
                + " '^sg-([0-9a-f]{8}|[0-9a-f]{17})$'"),
        arguments(
            "interface: {securityGroupIds: []}",
            "spec.interface.securityGroupIds in body should have at least 1 items"),
        arguments(
            "interface: {securityGroupIds: [sg-00000001, sg-00000002, sg-00000003, sg-00000004,"
                + " sg-00000005, sg-00000006]}",
            "spec.interface.securityGroupIds: Too many: 6: must have at most 5 items"),
        arguments(
            "interface: {securityGroupIds: [sg-00000001, sg-00000001]}",
            "spec.interface.securityGroupIds[1]: Duplicate value: \"sg-00000001\""),
        arguments(
            "interface: {deviceIndex: 0}",
            "spec.interface.deviceIndex in body should be greater than or equal to 1"),
        arguments(
            "interface: {deviceIndex: 32}",
            "spec.interface.deviceIndex in body should be less than or equal to 31"),
        arguments(
            "interface: {tags: {" + tags(41) + "}}",
            "spec.interface.tags: Too many: 41: must have at most 40 items"),
        arguments(
            "interface: {tags: {" + "k".repeat(128) + ": v}}",
            "EC2 takes tag keys of 1 to 127 characters: shorten the longer ones"),
        arguments("interface: {tags: {'': v}}", "EC2 takes tag keys of 1 to 127 characters"),
        arguments(
            "interface: {tags: {k: " + "v".repeat(257) + "}}",
            "spec.interface.tags.k: Too long: may not be more than 256"),
        arguments(
            "interface: {tags: {'aws:cloud': v}}", "keys of your own instead of [\"aws:cloud\"]"),
        arguments(
            "interface: {tags: {'AWS:cloud': v}}", "keys of your own instead of [\"AWS:cloud\"]"),
        arguments(
            "interface: {tags: {fixedip.dev/uid: v}}",
            "keys of your own instead of [\"fixedip.dev/uid\"]"),
        arguments(
            "interface: {tags: {node.k8s.amazonaws.com/no_manage: v}}",
            "keys of your own instead of [\"node.k8s.amazonaws.com/no_manage\"]"),
        arguments(
            "interface: {tags: {kubernetes.io/cluster/lab: owned}}",
            "keys of your own instead of [\"kubernetes.io/cluster/lab\"]"),
        arguments(
            "ping: {from: []}",
            "leave 'from' out for the VPC's CIDRs, or write 'enabled: false' to let nobody ping"),
        arguments(
            "ping: {from: [" + cidrs(21) + "]}",
            "spec.ping.from: Too many: 21: must have at most 20 items"),
        arguments(
            "ping: {from: [10.0.0.0/21, 10.0.0.0/21]}",
            "spec.ping.from[1]: Duplicate value: \"10.0.0.0/21\""),
        arguments(
            "ping: {from: [anywhere]}",
            "write CIDRs, such as 10.0.0.0/21 or 2001:db8::/56: [\"not anywhere\"]"),
        arguments(
            "ping: {from: [10.0.0.50]}",
            "write CIDRs, such as 10.0.0.0/21 or 2001:db8::/56: [\"10.0.0.50/32 instead of"
                + " 10.0.0.50\"]"),
        arguments(
            "ping: {from: [10.0.3.9/21, 10.1.0.0/16]}",
            "write the first address of each range, as EC2 does: [\"10.0.0.0/21 instead of"
                + " 10.0.3.9/21\"]"),
        arguments("ping: {icmp: Everything}", "supported values: \"All\", \"EchoRequest\""),
        arguments(
            "ping: {securityGroupId: web}", "spec.ping.securityGroupId in body should match '^sg-"),
        arguments("drift: Ignore", "supported values: \"Correct\", \"Report\""),
        arguments("deletion: Keep", "supported values: \"Delete\", \"Retain\""),
        arguments("adress: 10.0.0.51", "unknown field \"spec.adress\""),
        arguments("interface: {subnet: x}", "unknown field \"spec.interface.subnet\""));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(String fields, String message) {
    assertThatThrownBy(() -> dryRun(fields))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(message);
  }

  @Test
  void withoutASpecItIsRefused() {
    GenericKubernetesResource bare = fixedIp("{}");
    bare.getAdditionalProperties().clear();

    assertThatThrownBy(() -> api.client().resource(bare).dryRun(true).create())
        .hasMessageContaining("spec: Required value");
  }

  @Test
  void unknownFieldsArePrunedWhereTheyAreNotRefused() {
    GenericKubernetesResource pruned =
        api.client().resource(fixedIp("weather: fine")).dryRun(true).create();

    assertThat(pruned.<Object>get("spec", "address")).isEqualTo("10.0.0.51");
    assertThat(pruned.<Object>get("spec", "weather")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fixedip.yaml", "fixedip-all-fields.yaml", "fixedip-ipv6.yaml"})
  void takesTheExamples(String file) throws IOException {
    FixedIp example =
        Serialization.unmarshal(Files.readString(Path.of("examples", file)), FixedIp.class);
    example.getMetadata().setNamespace("default");

    FixedIp taken =
        api.client().resource(example).dryRun(true).fieldValidation(Validation.STRICT).create();

    assertThat(taken.getSpec()).isEqualTo(example.getSpec());
  }

  private GenericKubernetesResource dryRun(String fields) {
    return api.client()
        .resource(fixedIp(fields))
        .dryRun(true)
        .fieldValidation(Validation.STRICT)
        .create();
  }

  /** The smallest one, with these fields of the spec put over it; empty ones are left out. */
  private static GenericKubernetesResource fixedIp(String fields) {
    GenericKubernetesResource resource =
        Serialization.unmarshal(
            """
            apiVersion: fixedip.dev/v1alpha1
            kind: FixedIp
            metadata: {name: windows}
            """,
            GenericKubernetesResource.class);
    resource.getMetadata().setNamespace("default");
    Map<String, Object> spec = new HashMap<>();
    spec.put("address", "10.0.0.51");
    spec.put("instance", Map.of("id", "i-0123456789abcdef0"));
    Map<?, ?> over = Serialization.unmarshal("---\n" + fields, Map.class);
    over.forEach((name, value) -> spec.put(String.valueOf(name), value));
    spec.values().removeIf(value -> value == null);
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }

  private static String tags(int count) {
    return String.join(", ", IntStream.range(0, count).mapToObj(n -> "k" + n + ": v").toList());
  }

  private static String cidrs(int count) {
    return String.join(
        ", ", IntStream.range(0, count).mapToObj(n -> "10." + n + ".0.0/16").toList());
  }
}
