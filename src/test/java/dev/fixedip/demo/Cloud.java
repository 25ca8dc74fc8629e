package dev.fixedip.demo;

import dev.fixedip.ec2.Ec2Clients;
import dev.fixedip.ec2.Ec2Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** EC2 as somebody with the AWS command line sees it, apart from the operator. */
final class Cloud implements AutoCloseable {
  private static final String IMAGE = "ami-00000000000000001";

  private final Ec2Clients clients;

  /**
   * What can be compared with what was before.
   *
   * @param interfaces each with its addresses and its instance
   * @param rules the ids of all security group rules
   */
  record Contents(Set<String> interfaces, Set<String> rules) {}

  Cloud(URI endpoint) {
    clients =
        new Ec2Clients(
            new Ec2Settings("demo", Duration.ofSeconds(30), 1, Optional.of(endpoint)), () -> true);
  }

  Contents contents() {
    return new Contents(
        interfaces().stream().map(Cloud::words).collect(Collectors.toSet()),
        rules().stream().map(SecurityGroupRule::securityGroupRuleId).collect(Collectors.toSet()));
  }

  /** The interface with that address. */
  Optional<NetworkInterface> holder(String address) {
    return interfaces().stream().filter(it -> addresses(it).contains(address)).findFirst();
  }

  /** Detaches an interface, as somebody does who does not know of the operator. */
  void detach(String attachmentId) {
    clients.writing().detachNetworkInterface(request -> request.attachmentId(attachmentId));
  }

  /** Launches an instance with that interface as its primary one, and waits until EC2 took it. */
  String launchWith(String networkInterface, String name) {
    return clients
        .writing()
        .runInstances(request ->
            request
                .imageId(IMAGE)
                .instanceType(InstanceType.T3_MICRO)
                .minCount(1)
                .maxCount(1)
                .networkInterfaces(
                    InstanceNetworkInterfaceSpecification.builder()
                        .deviceIndex(0)
                        .networkInterfaceId(networkInterface)
                        .build())
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.INSTANCE)
                        .tags(Tag.builder().key("Name").value(name).build())
                        .build()))
        .instances()
        .getFirst()
        .instanceId();
  }

  /** Terminates an instance. */
  void terminate(String instanceId) {
    clients.writing().terminateInstances(request -> request.instanceIds(instanceId));
  }

  /** The ingress rules of a security group. */
  List<SecurityGroupRule> ingressRules(String groupId) {
    return clients
        .reading()
        .describeSecurityGroupRules(
            request -> request.filters(Filter.builder().name("group-id").values(groupId).build()))
        .securityGroupRules()
        .stream()
        .filter(it -> !it.isEgress())
        .toList();
  }

  List<List<String>> instanceTable() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "INSTANCE", "TYPE", "STATE", "ADDRESSES"));
    clients.reading().describeInstances().reservations().stream()
        .flatMap(it -> it.instances().stream())
        .forEach(it ->
            rows.add(
                List.of(
                    tag(it.tags(), "Name"),
                    it.instanceId(),
                    it.instanceTypeAsString(),
                    it.state().nameAsString(),
                    String.join(", ", addresses(it)))));
    return rows;
  }

  List<List<String>> ruleTable(String groupId) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("RULE", "PROTOCOL", "PORT OR TYPE", "FROM", "DESCRIPTION"));
    ingressRules(groupId)
        .forEach(it ->
            rows.add(
                List.of(
                    it.securityGroupRuleId(),
                    it.ipProtocol(),
                    it.ipProtocol().equals("icmp") && it.fromPort() == 8
                        ? "8 (echo request)"
                        : String.valueOf(it.fromPort()),
                    it.cidrIpv4(),
                    it.description() == null ? "" : it.description())));
    return rows;
  }

  private List<NetworkInterface> interfaces() {
    return clients.reading().describeNetworkInterfaces().networkInterfaces();
  }

  private List<SecurityGroupRule> rules() {
    return clients.reading().describeSecurityGroupRules(_ -> {}).securityGroupRules();
  }

  private static String words(NetworkInterface it) {
    return "%s %s %s"
        .formatted(
            it.networkInterfaceId(),
            addresses(it),
            it.status() == NetworkInterfaceStatus.IN_USE
                ? "on " + it.attachment().instanceId()
                : it.statusAsString());
  }

  private static List<String> addresses(NetworkInterface it) {
    return it.privateIpAddresses().stream().map(address -> address.privateIpAddress()).toList();
  }

  private static List<String> addresses(Instance it) {
    return it.networkInterfaces().stream()
        .flatMap(face -> face.privateIpAddresses().stream())
        .map(InstancePrivateIpAddress::privateIpAddress)
        .toList();
  }

  private static String tag(List<Tag> tags, String key) {
    return tags.stream().filter(it -> it.key().equals(key)).map(Tag::value).findFirst().orElse("");
  }

  @Override
  public void close() {
    clients.close();
  }
}
