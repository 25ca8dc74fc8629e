package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

class ProtocolTest {
  private final Simulator simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()));

  @AfterEach
  void stop() {
    simulator.close();
  }

  private HttpResponse<String> get(String query) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create(simulator.endpoint() + "/?" + query);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void whatIsTooLargeIsRefusedWhole() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var form = "Action=DescribeVpcs&Version=2016-11-15&x=" + "x".repeat(4 << 20);
      var request =
          HttpRequest.newBuilder(simulator.endpoint())
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();

      assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(413);
    }
  }

  @Test
  void anAnswerLooksAsEc2s() throws Exception {
    var answer = get("Action=DescribeSubnets&Version=2016-11-15");
    String requestId = answer.headers().firstValue("x-amzn-requestid").orElseThrow();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("text/xml;charset=UTF-8");
    assertThat(answer.body())
        .startsWith(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <DescribeSubnetsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\
            <requestId>%s</requestId>\
            """
                .formatted(requestId))
        .contains("<subnetSet><item>")
        .doesNotContain("tagSet", "nextToken");
  }

  @ParameterizedTest
  @CsvSource({
    "Action=Foo&Version=2016-11-15, 400, InvalidAction",
    "Version=2016-11-15, 400, MissingAction",
    "Action=DescribeSubnets&Version=2010-01-01, 400, NoSuchVersion",
    "Action=DescribeSubnets&Version=2016-11-15&Foo=1, 400, UnknownParameter",
    "Action=DescribeSubnets&Version=2016-11-15&DryRun=true, 412, DryRunOperation",
    "Action=AssignPrivateIpAddresses&Version=2016-11-15&DryRun=true, 400, UnknownParameter"
  })
  void aRefusalLooksAsEc2s(String query, int status, String code) throws Exception {
    var answer = get(query);
    String requestId = answer.headers().firstValue("x-amzn-requestid").orElseThrow();

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .contains("<Response><Errors><Error><Code>%s</Code><Message>".formatted(code))
        .endsWith("</Error></Errors><RequestID>%s</RequestID></Response>".formatted(requestId));
  }

  @Test
  void theCallersIdentityIsOnTheSamePort() {
    try (var sts =
        StsClient.builder()
            .endpointOverride(simulator.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(SimulatorClients.credentials())
            .build()) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo(World.OWNER);
    }
  }

  @Test
  void theSameSeedGivesTheSameAnswers() throws Exception {
    String create =
        "Action=CreateNetworkInterface&Version=2016-11-15&SubnetId=subnet-00000000000000024";
    String here = get(create).body();
    try (var twin = Simulator.start(SimulatorOptions.at(InstantSource.system()));
        var http = HttpClient.newHttpClient()) {
      var uri = URI.create(twin.endpoint() + "/?" + create);
      var there =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(there.body()).isEqualTo(here);
    }
  }
}
