package dev.fixedip.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.bench.Goal;
import dev.fixedip.bench.Measurement;
import dev.fixedip.model.Ownership;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.Steering;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What the benchmark counts is what was asked for. */
class CountsTest {
  private final Simulator simulator =
      Simulator.start(
          SimulatorOptions.at(InstantSource.system()).withWorld(Worlds.generated(2, 1)));
  private final Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint());
  private final Steering steering = new Steering(simulator.endpoint());

  @AfterEach
  void stop() {
    steering.close();
    ec2.close();
    simulator.close();
  }

  private JsonNode listed() {
    return steering.ask("GET", "calls?list=100", "");
  }

  @Test
  void theBoundIsThatOfTheSlowestBucket() {
    assertThat(Bound.of(1_000, "CreateNetworkInterface", "AttachNetworkInterface"))
        .isEqualTo(Duration.ofSeconds(190));
    assertThat(Bound.of(500, "AttachNetworkInterface")).isEqualTo(Duration.ofSeconds(90));
    assertThat(Bound.of(100, "DeleteNetworkInterface")).isZero();
    assertThatThrownBy(() -> Bound.of(1, "DescribeVpcs"))
        .hasMessage("The bucket of DescribeVpcs is not known");
  }

  @Test
  void callsAreCountedByActionAndRefusedOnesApart() {
    simulator.faults().add(FaultRule.on("CreateTags").throttle());

    assertThatThrownBy(() -> tag("one")).isInstanceOf(Ec2Exception.class);
    assertThatThrownBy(() -> tag("eni-0")).isInstanceOf(Ec2Exception.class);
    tag(Worlds.id("eni", 1));
    ec2.describeVpcs();

    Calls calls = Calls.of(steering.ask("GET", "calls", ""));
    assertThat(calls.made("CreateTags", "AttachNetworkInterface")).isEqualTo(3);
    assertThat(calls.done("CreateTags")).isEqualTo(1);
    assertThat(calls.mutating()).isEqualTo(3);
    assertThat(calls.throttledPercent()).isEqualTo(25);
    assertThat(calls.first("CreateTags")).isBeforeOrEqualTo(Instant.now());
    assertThatThrownBy(() -> calls.first("RunInstances"))
        .isInstanceOf(NoSuchElementException.class);
  }

  private void tag(String id) {
    ec2.createTags(it -> it.resources(id).tags(Tag.builder().key("a").value("b").build()));
  }

  @Test
  void wholeReadsAreToldFromThoseOfSingleThings() {
    ec2.describeNetworkInterfaces(it -> it.maxResults(5));
    ec2.describeInstances(it -> it.maxResults(5));
    rules("tag:" + Ownership.CLUSTER, "bench");
    rules("group-id", Worlds.GROUP);
    ec2.describeAddresses();

    assertThat(Lookups.in(listed())).isEqualTo(new Lookups(1, 5, 0));
    assertThat(Lookups.firstPoll(listed()))
        .isEqualTo(simulator.calls().of("DescribeNetworkInterfaces").getFirst().at());

    ec2.describeInstances(it -> it.instanceIds(Worlds.id("i", 1)));
    ec2.describeNetworkInterfaces(it ->
        it.maxResults(5).filters(Filter.builder().name("subnet-id").values("subnet-0").build()));
    rules("group-id", Worlds.GROUP);

    assertThat(Lookups.in(listed())).isEqualTo(new Lookups(1, 5, 3));
  }

  private void rules(String filter, String value) {
    ec2.describeSecurityGroupRules(
        it -> it.maxResults(5).filters(Filter.builder().name(filter).values(value).build()));
  }

  @Test
  void writesAreCountedFromOneMomentToAnother() {
    Writes before = new Writes(new TreeMap<>(Map.of("APPLY fixedips/status", 3L)));
    Writes after =
        new Writes(
            new TreeMap<>(
                Map.of(
                    "APPLY fixedips/status", 5L,
                    "PATCH fixedips", 1L,
                    "POST fixedips", 7L,
                    "POST events", 2L,
                    "PUT leases", 9L,
                    "POST selfsubjectrulesreviews", 1L)));

    Writes since = after.since(before);

    assertThat(since.toFixedIps()).isEqualTo(3);
    assertThat(since.besideLeases()).isEqualTo(12);
  }

  @Test
  void figuresOfOneNameAreSamplesOfOneMeasurement() {
    Figures figures = new Figures();
    figures.promised("time", "s", new Goal.AtMost(2), 1);
    figures.told("size", "MB", 7);
    figures.promised("time", "s", new Goal.AtMost(2), 3);

    assertThat(figures.median("time")).isEqualTo(2);
    assertThat(figures.measurements())
        .containsExactly(
            Measurement.withGoal("time", "s", new Goal.AtMost(2), List.of(1.0, 3.0)),
            Measurement.told("size", "MB", List.of(7.0)));
  }
}
