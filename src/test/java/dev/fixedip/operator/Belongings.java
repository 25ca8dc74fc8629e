package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** What the operators of one cluster have in EC2, as EC2 itself tells. */
record Belongings(Ec2Client ec2, String clusterId) {

  List<NetworkInterface> interfaces() {
    return ec2
        .describeNetworkInterfacesPaginator(request -> request.filters(ours()).maxResults(1000))
        .networkInterfaces()
        .stream()
        .toList();
  }

  List<SecurityGroupRule> rules() {
    return ec2
        .describeSecurityGroupRulesPaginator(request -> request.filters(ours()).maxResults(1000))
        .securityGroupRules()
        .stream()
        .toList();
  }

  /** There is one interface, with that address and on that instance, and one ping rule. */
  void areOnly(String address, String instanceId) {
    assertThat(interfaces())
        .as("interfaces of ours")
        .singleElement()
        .satisfies(it -> {
          assertThat(it.privateIpAddress()).isEqualTo(address);
          NetworkInterfaceAttachment attachment = it.attachment();
          assertThat(attachment).as("attachment of %s", it.networkInterfaceId()).isNotNull();
          assertThat(attachment.instanceId()).isEqualTo(instanceId);
        });
    assertThat(rules()).as("ping rules of ours").hasSize(1);
  }

  /** Nothing is left, neither interface nor rule. */
  void areNone() {
    assertThat(interfaces()).as("interfaces of ours").isEmpty();
    assertThat(rules()).as("ping rules of ours").isEmpty();
  }

  /** Nothing is left, in the end. */
  void awaitNone() {
    await("nothing of ours in EC2")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(this::areNone);
  }

  private Filter ours() {
    return Filter.builder().name("tag:fixedip.dev/cluster").values(clusterId).build();
  }
}
