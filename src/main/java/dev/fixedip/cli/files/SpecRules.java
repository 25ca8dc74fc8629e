package dev.fixedip.cli.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.IpAddress;
import dev.fixedip.model.IpFamily;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The CEL rules of the CustomResourceDefinition, which only Kubernetes can evaluate, once more by
 * hand. They look at what has the right type; the rest is for {@link SpecSchema}.
 */
final class SpecRules {
  private static final List<String> RESERVED_KEYS =
      List.of("fixedip.dev/", "node.k8s.amazonaws.com/", "kubernetes.io/");
  private static final int LONGEST_KEY = 127;
  private static final List<String> OF_OWN_INTERFACES =
      List.of("subnetId", "securityGroupIds", "tags", "sourceDestCheck", "deleteOnTermination");

  private final List<String> problems = new ArrayList<>();

  private SpecRules() {}

  /** Everything that is wrong with a spec, each with its field and what to write instead. */
  static List<String> problems(JsonNode spec) {
    SpecRules rules = new SpecRules();
    rules.address(spec.path("address"));
    rules.tags(spec.path("interface").path("tags"));
    rules.from(spec.path("ping").path("from"), spec.path("address").asText());
    rules.instance(spec.path("instance"));
    rules.elasticIp(spec.path("elasticIp"), spec.path("address").asText());
    rules.strategy(spec.path("strategy").asText("Interface"), spec);
    return List.copyOf(rules.problems);
  }

  private void address(JsonNode node) {
    if (!node.isTextual() || node.asText().isEmpty()) {
      return;
    }
    String text = node.asText();
    @Nullable InetAddress address = address(text);
    if (text.indexOf('/') > 0) {
      wrong(
          "spec.address is %s: EC2 knows the prefix length from the subnet: write %s"
              .formatted(text, text.substring(0, text.indexOf('/'))));
    } else if (address == null) {
      wrong(
          "spec.address is %s, which is no IP address: write four numbers from 0 to 255 without leading zeros, such as 10.0.0.51, or an IPv6 address, such as 2001:db8::51"
              .formatted(text));
    } else if (!IpAddress.canonical(text).equals(text)) {
      wrong(
          "spec.address is %s: write it as EC2 does: %s"
              .formatted(text, IpAddress.canonical(text)));
    } else if (!isUnicast(address)) {
      wrong(
          "spec.address is %s, and no VPC has loopback, link-local, multicast, broadcast or unspecified addresses: write an address of one of the instance's subnets"
              .formatted(text));
    }
  }

  private static boolean isUnicast(InetAddress it) {
    return !it.isLoopbackAddress()
        && !it.isLinkLocalAddress()
        && !it.isMulticastAddress()
        && !it.isAnyLocalAddress()
        && !it.getHostAddress().equals("255.255.255.255");
  }

  private void tags(JsonNode tags) {
    tags.fieldNames()
        .forEachRemaining(key -> {
          if (key.isEmpty() || key.length() > LONGEST_KEY) {
            wrong(
                "spec.interface.tags has a key of %d characters: write keys of 1 to 127"
                    .formatted(key.length()));
          }
          if (key.toLowerCase(Locale.ROOT).startsWith("aws:")
              || RESERVED_KEYS.stream().anyMatch(key::startsWith)) {
            wrong(
                "spec.interface.tags has %s: keys that begin with aws:, fixedip.dev/, node.k8s.amazonaws.com/ or kubernetes.io/ belong to AWS, Kubernetes and this operator: write one of your own"
                    .formatted(key));
          }
        });
  }

  private void from(JsonNode from, String address) {
    if (from.isArray() && from.isEmpty()) {
      wrong(
          "spec.ping.from is empty: leave it out for the VPC's CIDRs, or write enabled: false to"
              + " let nobody ping");
    }
    for (JsonNode node : from) {
      if (node.isTextual()) {
        from(node.asText(), address);
      }
    }
  }

  private void from(String text, String address) {
    @Nullable Cidr cidr = cidr(text);
    if (address(text) != null) {
      wrong("spec.ping.from has %s: write %s/%d".formatted(text, text, bits(text)));
    } else if (cidr == null) {
      wrong(
          "spec.ping.from has %s, which is no CIDR: write one, such as 10.0.0.0/21 or 2001:db8::/56"
              .formatted(text));
    } else if (!cidr.toString().equals(text)) {
      wrong(
          "spec.ping.from has %s: write the first address of the range, as EC2 does: %s"
              .formatted(text, cidr));
    } else if (address(address) != null && cidr.family() != IpFamily.of(address)) {
      wrong(
          "spec.ping.from has %s, and spec.address is of %s: write ranges of that, or leave it out for the VPC's CIDRs"
              .formatted(text, IpFamily.of(address)));
    }
  }

  private static int bits(String address) {
    return switch (IpFamily.of(address)) {
      case IPV4 -> 32;
      case IPV6 -> 128;
    };
  }

  private void instance(JsonNode instance) {
    if (instance.isObject() && has(instance, List.of("id", "tags", "node")).size() != 1) {
      wrong(
          "spec.instance: write exactly one of id, tags and node; leave instance out to only"
              + " reserve the address");
    }
  }

  private void elasticIp(JsonNode elasticIp, String address) {
    if (!elasticIp.isObject()) {
      return;
    }
    if (has(elasticIp, List.of("allocationId", "allocate")).size() != 1) {
      wrong(
          "spec.elasticIp: write either allocationId for an Elastic IP that you have, or allocate:"
              + " true for one that is allocated and released by the operator");
    }
    if (elasticIp.path("allocate").isBoolean() && !elasticIp.path("allocate").asBoolean()) {
      wrong("spec.elasticIp.allocate is false: write true, or leave elasticIp out for none");
    }
    if (IpFamily.of(address) == IpFamily.IPV6) {
      wrong(
          "spec.elasticIp: an Elastic IP is a public IPv4 address for a private IPv4 one: take it"
              + " out, or write an IPv4 address");
    }
  }

  private void strategy(String strategy, JsonNode spec) {
    JsonNode face = spec.path("interface");
    if (strategy.equals("SecondaryAddress")) {
      has(face, OF_OWN_INTERFACES)
          .forEach(field ->
              wrong(
                  "spec.interface.%s: SecondaryAddress leaves the interface as it is: take it out, or use strategy Interface"
                      .formatted(field)));
      if (face.has("id") && face.has("deviceIndex")) {
        wrong("spec.interface: SecondaryAddress takes one: write id or deviceIndex, not both");
      }
      if (!spec.has("instance")) {
        wrong(
            "spec.instance is missing, and SecondaryAddress needs one: write it, or use strategy"
                + " Interface to reserve the address");
      }
    }
    if (strategy.equals("PrimaryAtLaunch")
        && IpFamily.of(spec.path("address").asText()) == IpFamily.IPV6) {
      wrong(
          "spec.strategy is PrimaryAtLaunch, and spec.address is of IPv6: an instance is launched"
              + " with a primary IPv4 address: use strategy Interface or SecondaryAddress");
    }
    if (strategy.equals("PrimaryAtLaunch") && face.has("deviceIndex")) {
      wrong(
          "spec.interface.deviceIndex: PrimaryAtLaunch is for device index 0: take it out, or use"
              + " strategy Interface");
    }
    if (face.has("id") && face.has("subnetId")) {
      wrong(
          "spec.interface.subnetId: the interface that id names is in its subnet already: take it"
              + " out");
    }
  }

  private static List<String> has(JsonNode node, List<String> fields) {
    return fields.stream().filter(node::has).toList();
  }

  /** The range; null for what Kubernetes takes for none. */
  private static @Nullable Cidr cidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || address(text.substring(0, slash)) == null) {
      return null;
    }
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The address; null for what Kubernetes takes for none, such as one of IPv4 in IPv6's form. */
  private static @Nullable InetAddress address(String text) {
    try {
      InetAddress address = InetAddress.ofLiteral(text);
      boolean isIpv4 = address instanceof Inet4Address;
      return isIpv4 == (IpFamily.of(text) == IpFamily.IPV4)
              && (!isIpv4 || IpAddress.canonical(text).equals(text))
              && text.indexOf('%') < 0
          ? address
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void wrong(String words) {
    problems.add(words);
  }
}
