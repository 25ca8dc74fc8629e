package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Worlds;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** What any tool can do to the simulator over HTTP, and what an AWS client sees of it. */
class ControlTest {
  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.at(new VirtualClock(Instant.parse("2026-01-01T00:00:00Z")))
              .withLatencies(Latencies.realistic()));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());
  private final Steering steering = new Steering(simulator.endpoint());

  @AfterEach
  void stop() {
    steering.close();
    ec2.close();
    simulator.close();
  }

  private NetworkInterface create(String address) {
    return ec2.createNetworkInterface(
            r -> r.subnetId(Worlds.SUBNET).privateIpAddress(address).clientToken(address))
        .networkInterface();
  }

  private String status(String interfaceId) {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(interfaceId))
        .networkInterfaces()
        .getFirst()
        .statusAsString();
  }

  private InstanceStatus windows() {
    return ec2.describeInstanceStatus(r -> r.instanceIds(Worlds.WINDOWS))
        .instanceStatuses()
        .getFirst();
  }

  @Test
  void theIndexNamesEveryEndpoint() {
    assertThat(steering.get("").fieldNames())
        .toIterable()
        .contains("GET /_simulator/", "POST /_simulator/faults", "PUT /_simulator/world");
    assertThat(steering.send("GET", "faulst", ""))
        .satisfies(it -> assertThat(it.statusCode()).isEqualTo(404))
        .satisfies(
            it -> assertThat(it.body()).contains("/_simulator/faulst", "/_simulator/faults"));
    assertThat(steering.send("PATCH", "faults", "{}"))
        .satisfies(it -> assertThat(it.statusCode()).isEqualTo(405))
        .satisfies(
            it -> assertThat(it.headers().firstValue("Allow")).hasValue("GET, POST, DELETE"));
  }

  @Test
  void aFaultMeetsTheCallsThatItChooses() {
    steering.ask(
        "POST",
        "faults",
        """
        [{"action": "CreateNetworkInterface", "nth": 2, "fault": "error-before",
          "code": "RequestLimitExceeded"},
         {"action": "DeleteNetworkInterface", "fault": "lost-answer", "times": "always"},
         {"action": "mutating", "fault": "delay-answer", "delay": "1ms", "probability": 0.5}]
        """);
    String first = create("10.0.0.60").networkInterfaceId();
    assertThatThrownBy(() -> create("10.0.0.61"))
        .isInstanceOfSatisfying(
            Ec2Exception.class, it -> assertThat(it.statusCode()).isEqualTo(503));
    assertThatThrownBy(() -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(first)))
        .isInstanceOf(SdkClientException.class);
    Ec2Contract.assertRefused(() -> status(first), "InvalidNetworkInterfaceID.NotFound", first);

    assertThat(steering.get("faults")).hasSize(3);
    assertThat(steering.get("faults").get(0))
        .isEqualTo(
            Steering.json(
                """
                {"action": "CreateNetworkInterface", "nth": 2, "times": 1, "probability": 1.0,
                 "fault": "error-before", "code": "RequestLimitExceeded",
                 "message": "Request limit exceeded.", "status": 503, "seen": 2, "hit": 1}
                """));
    assertThat(steering.ask("DELETE", "faults", "")).isEmpty();
    create("10.0.0.61");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | faults | {"action": "AttachNetworkInterfac", "fault": "delay"} | action: 'AttachNetworkInterfac' is no operation; write one of | CreateTags
          POST | faults | [{"action": "*", "fault": "lost-answer"}, {"action": "*", "fault": "slow"}] | [1].fault: 'slow' is unknown; write | lost-answer
          POST | faults | {"action": "*", "fault": "delay", "delay": "5"} | delay: '5' is no duration; write | PT2S
          POST | faults | {"action": "*", "fault": "error-before"} | code: this is missing; write | RequestLimitExceeded
          POST | faults | {"action": "*", "fault": "lost-answer", "nth": "2"} | nth: this does not fit; write | whole number
          POST | faults | {"action": "*", "fault": "lost-answer", "ntn": 2} | ntn: there is no such field; the fields are | nth
          POST | faults | {"action": "*", "fault": "lost-answer", "times": "ever"} | times: 'ever' does not fit | always
          POST | faults | {"action": | line 1, column | no JSON
          POST | scale | {"instances": 5, "subnets": 300} | 5 instances in 300 subnets do not fit | 256
          POST | guest | {"instanceId": "i-00000000000000050", "address": "10.0.0"} | address: 10.0.0 is no IPv4 address; write | 10.0.0.51
          POST | guest | {"instanceId": "i-00000000000000999"} | The instance ID 'i-00000000000000999' does not exist | i-
          POST | managed | {"interfaceId": "eni-00000000000000050"} | write either requesterId and interfaceType, or principal | hidden
          PUT | quotas | {"interfaces": -1} | interfaces: -1 is negative; write | 0
          PUT | rates | {"otherTenant": 2} | other tenant's share 2.0 in 0..1 | factor
          PUT | latencies | {"attach": "soon"} | attach: 'soon' is no duration; write | 500ms
          PUT | world | {"vpcs": [{"cidrBlock": "10.0.0.0/16", "tag": {}}]} | vpcs[0].tag: there is no such field; the fields are | tags
          POST | clock | {"advance": "-1s"} | advance: this is missing or negative; write | 10s
          POST | credentials | {"user": "alice", "accessKeyId": "AKIA"} | secret: this is missing | write it
          POST | denials | {"principal": "*", "actions": []} | actions: this is missing; write a list | ec2:Create
          """)
  void whatCannotBeUsedIsRefusedWithWordsThatHelp(
      String method, String path, String body, String what, String help) {
    assertThat(steering.complaint(method, path, body)).contains(what, help);
  }

  @Test
  void callsAreCountedAndListed() {
    create("10.0.0.60");
    Ec2Contract.assertRefused(() -> create("10.0.0.50"), "InvalidIPAddress.InUse", "");

    var tally = steering.get("calls").path("actions").path("CreateNetworkInterface");
    assertThat(tally.path("count").asInt()).isEqualTo(2);
    assertThat(tally.path("first").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(tally.path("errors").path("InvalidIPAddress.InUse").asInt()).isEqualTo(1);
    var last = steering.get("calls?list=1");
    assertThat(last).hasSize(1);
    assertThat(last.get(0).path("mutating").asBoolean()).isTrue();
    assertThat(last.get(0).path("parameters").path("PrivateIpAddress").asText())
        .isEqualTo("10.0.0.50");
    assertThat(steering.complaint("GET", "calls?list=none", "")).contains("?list=");
    assertThat(steering.ask("DELETE", "calls", "").path("actions")).isEmpty();
  }

  @Test
  void ratesCanBeSetAndAreTold() {
    steering.ask("PUT", "rates", "{\"factor\": 0.001, \"otherTenant\": 0.5}");
    ec2.describeVpcs(r -> {});

    var bucket = steering.get("calls").path("buckets").get("DescribeVpcs unfiltered");
    if (bucket == null) {
      bucket = steering.get("calls").path("buckets").get("DescribeVpcs");
    }
    assertThat(bucket.path("tokens").isNumber()).isTrue();
    assertThat(bucket.path("otherTenant").has("calls")).isTrue();
    assertThat(steering.get("rates").path("otherTenant").asDouble()).isEqualTo(0.5);
  }

  @Test
  void aVirtualClockGoesOnWhenItIsTold() {
    String made = create("10.0.0.60").networkInterfaceId();
    assertThat(status(made)).isEqualTo("pending");

    var clock = steering.ask("POST", "clock", "{\"advance\": \"10s\"}");

    assertThat(clock.path("now").asText()).isEqualTo("2026-01-01T00:00:10Z");
    assertThat(steering.get("clock")).isEqualTo(clock);
    assertThat(status(made)).isEqualTo("available");
  }

  @Test
  void latenciesChangeForWhatBeginsThen() {
    steering.ask("PUT", "latencies", "{\"create\": \"0s\", \"statusChecks\": \"PT5S\"}");

    assertThat(status(create("10.0.0.60").networkInterfaceId())).isEqualTo("available");
    assertThat(steering.get("latencies").path("statusChecks").asText()).isEqualTo("PT5S");
    assertThat(steering.get("latencies").path("attach").asText()).isEqualTo("PT2S");
  }

  @Test
  void readsLagFromTheTimeThatTheyAreTold() {
    steering.ask("PUT", "latencies", "{\"reads\": \"1h\"}");
    String made = create("10.0.0.60").networkInterfaceId();
    Ec2Contract.assertRefused(() -> status(made), "InvalidNetworkInterfaceID.NotFound", made);

    steering.ask("POST", "clock", "{\"advance\": \"1h\"}");
    assertThat(status(made)).isEqualTo("available");
  }

  @Test
  void aGuestWithAnAddressOfItsOwnIsNotReached() {
    steering.ask(
        "POST",
        "guest",
        "{\"instanceId\": \"%s\", \"address\": \"10.0.0.51\"}".formatted(Worlds.WINDOWS));
    assertThat(windows().instanceStatus().statusAsString()).isEqualTo("impaired");

    steering.ask("POST", "guest", "{\"instanceId\": \"%s\"}".formatted(Worlds.WINDOWS));
    assertThat(windows().instanceStatus().statusAsString()).isEqualTo("ok");
  }

  @Test
  void anInterfaceCanBecomeThatOfAService() {
    String made = create("10.0.0.60").networkInterfaceId();
    steering.ask(
        "POST",
        "managed",
        "{\"interfaceId\": \"%s\", \"principal\": \"eks.amazonaws.com\", \"hidden\": true}"
            .formatted(made));

    assertThat(ec2.describeNetworkInterfaces(r -> {}).networkInterfaces())
        .extracting(NetworkInterface::networkInterfaceId)
        .doesNotContain(made);
    Ec2Contract.assertRefused(
        () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(made)),
        "OperationNotPermitted",
        made);
  }

  @Test
  void quotasHoldAsSoonAsTheyAreSet() {
    steering.ask("PUT", "quotas", "{\"interfaces\": 2}");

    Ec2Contract.assertRefused(() -> create("10.0.0.60"), "NetworkInterfaceLimitExceeded", "");
    assertThat(steering.get("quotas").path("rulesPerGroup").asInt()).isEqualTo(60);
  }

  @Test
  void onlyKnownCredentialsCallAndWhatIsDeniedIsRefused() {
    steering.ask(
        "POST", "denials", "{\"principal\": \"*\", \"actions\": [\"ec2:CreateNetwork*\"]}");
    Ec2Contract.assertRefused(() -> create("10.0.0.60"), "UnauthorizedOperation", "explicit deny");
    assertThat(steering.get("denials")).hasSize(1);
    assertThat(steering.ask("DELETE", "denials", "")).isEmpty();
    create("10.0.0.60");

    steering.ask(
        "POST",
        "credentials",
        "{\"user\": \"alice\", \"accessKeyId\": \"AKIAALICE\", \"secret\": \"hers\"}");
    Ec2Contract.assertRefused(() -> ec2.describeVpcs(r -> {}), "AuthFailure", "credentials");
    steering.ask(
        "POST",
        "credentials",
        "{\"user\": \"bob\", \"accessKeyId\": \"simulated\", \"secret\": \"simulated\"}");
    ec2.describeVpcs(r -> {});
  }

  @Test
  void afterAResetAllIsAsAtTheStart() {
    String first = create("10.0.0.60").networkInterfaceId();
    steering.ask("POST", "clock", "{\"advance\": \"1h\"}");
    steering.ask("POST", "faults", "{\"action\": \"*\", \"fault\": \"lost-answer\"}");
    steering.ask("PUT", "latencies", "{\"create\": \"5s\"}");
    steering.ask("PUT", "quotas", "{\"interfaces\": 2}");
    steering.ask("POST", "denials", "{\"principal\": \"*\", \"actions\": [\"*\"]}");
    steering.ask(
        "POST", "credentials", "{\"user\": \"a\", \"accessKeyId\": \"AKIA1\", \"secret\": \"s\"}");

    var sizes = steering.ask("POST", "reset", "");

    assertThat(sizes.path("network-interface").asInt()).isEqualTo(2);
    assertThat(steering.get("clock").path("now").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(steering.get("calls").path("actions")).isEmpty();
    assertThat(steering.get("faults")).isEmpty();
    assertThat(create("10.0.0.60").networkInterfaceId()).isEqualTo(first);
    steering.ask("POST", "clock", "{\"advance\": \"1s\"}");
    assertThat(status(first)).isEqualTo("available");
  }

  @Test
  void suitesForMotosServerFindItsReset() {
    create("10.0.0.60");

    steering.ask("POST", "../moto-api/reset", "");

    assertThat(simulator.world().interfaces().size()).isEqualTo(2);
  }

  @Test
  void theWorldCanGrow() {
    var sizes = steering.ask("POST", "scale", "{\"instances\": 50, \"subnets\": 5}");

    assertThat(sizes.path("instance").asInt()).isEqualTo(50);
    assertThat(ec2.describeSubnets(r -> {}).subnets()).hasSize(5);
  }
}
