package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Worlds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in EC2's answers and what does not, as recorded answers of EC2 itself have it. */
class AnswerFormTest {
  private static final String CREATE_INTERFACE =
      "Action=CreateNetworkInterface&SubnetId=" + Worlds.SUBNET;

  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.at(new SteppedClock()).withWorld(SimulatorContractTest.WORLD));

  @AfterEach
  void stop() {
    simulator.close();
  }

  private HttpResponse<String> get(String query) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create(simulator.endpoint() + "/?Version=2016-11-15&" + query);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeNetworkInterfaces",
        "DescribeInstances",
        "DescribeSubnets",
        "DescribeVpcs",
        "DescribeSecurityGroups",
        "DescribeSecurityGroupRules",
        "DescribeTags",
        "DescribeInstanceTypes",
        "DescribeInstanceStatus"
      })
  void theRequestIdComesFirst(String action) throws Exception {
    var answer = get("Action=" + action);
    String requestId = answer.headers().firstValue("X-Amzn-Requestid").orElseThrow();

    assertThat(answer.headers().firstValue("content-type")).contains("text/xml;charset=UTF-8");
    assertThat(answer.body())
        .contains(
            "<%sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>%s</requestId>"
                .formatted(action, requestId))
        .endsWith("</%sResponse>".formatted(action));
  }

  @Test
  void anInterfaceHasAnEmptyTagSet() throws Exception {
    assertThat(get(CREATE_INTERFACE).body()).contains("<tagSet/>", "<status>pending</status>");
    assertThat(get("Action=DescribeNetworkInterfaces").body()).contains("<tagSet/>");
  }

  @Test
  void whatAFreeInterfaceHasNotIsAbsent() throws Exception {
    assertThat(get(CREATE_INTERFACE).body()).doesNotContain("<association", "<attachment");
    assertThat(
            get("Action=DescribeNetworkInterfaces&Filter.1.Name=status&Filter.1.Value.1=available")
                .body())
        .contains("<networkInterfaceId>")
        .doesNotContain("<association", "<attachment");
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeSubnets&SubnetId.1=" + Worlds.SUBNET + ", <subnetId>",
    "DescribeSecurityGroups&GroupId.1=" + Worlds.GROUP + ", <groupId>"
  })
  void whatIsUntaggedHasNoTagSet(String query, String content) throws Exception {
    assertThat(get("Action=" + query).body()).contains(content).doesNotContain("tagSet");
  }

  @Test
  void whatHasLostItsTagsHasNoTagSet() throws Exception {
    get("Action=DeleteTags&ResourceId.1=%s&ResourceId.2=%s".formatted(Worlds.VPC, Worlds.LINUX));

    assertThat(get("Action=DescribeVpcs&VpcId.1=" + Worlds.VPC).body())
        .contains("<vpcId>")
        .doesNotContain("tagSet");
    assertThat(get("Action=DescribeInstances&InstanceId.1=" + Worlds.LINUX).body())
        .contains("<instanceId>")
        .doesNotContain("tagSet");
  }

  @Test
  void aLaunchWithoutTagsHasNoTagSet() throws Exception {
    assertThat(
            get("Action=RunInstances&MinCount=1&MaxCount=1&ImageId=%s&SubnetId=%s"
                    .formatted(Images.LINUX, Worlds.SUBNET))
                .body())
        .contains("<instanceId>", "<name>pending</name>")
        .doesNotContain("tagSet");
  }

  @Test
  void macAddressesAreLocallyAdministeredAndUnicast() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(get(CREATE_INTERFACE).body())
          .containsPattern("<macAddress>[0-9a-f][26ae](:[0-9a-f]{2}){5}</macAddress>");
    }
  }

  @Test
  void zonesHaveTheirIds() throws Exception {
    assertThat(get("Action=DescribeSubnets&SubnetId.1=" + Worlds.SUBNET).body())
        .contains(
            "<availabilityZone>us-east-1a</availabilityZone>",
            "<availabilityZoneId>use1-az6</availabilityZoneId>");
  }

  @Test
  void nothingFoundIsAnEmptyList() throws Exception {
    assertThat(
            get("Action=DescribeSecurityGroupRules&Filter.1.Name=group-id"
                    + "&Filter.1.Value.1=sg-0123456789abcdef0")
                .body())
        .contains("</requestId><securityGroupRuleSet/></DescribeSecurityGroupRulesResponse>");
  }
}
