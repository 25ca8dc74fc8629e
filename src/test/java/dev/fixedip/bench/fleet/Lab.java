package dev.fixedip.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.bench.Effort;
import dev.fixedip.bench.SimulatorProcess;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.Steering;
import dev.fixedip.testing.KubernetesApi;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * What an operator works on: a Kubernetes API with a namespace, and an EC2 with running instances
 * and no limits of rate at first. Both are processes of their own, for one run alone.
 */
final class Lab implements AutoCloseable {
  /** A rate that holds nothing back. */
  static final double UNLIMITED = 1_000;

  private static final Duration LOOK = Duration.ofMillis(100);

  /** No page of a poll comes as late after the one before. */
  private static final Duration QUIET = Duration.ofMillis(700);

  private final KubernetesApi kubernetes;
  private final SimulatorProcess simulator;
  private final Steering steering;
  private final Ec2Client others;
  private final Duration poll;
  private final String namespace;

  private Lab(KubernetesApi kubernetes, SimulatorProcess simulator, Duration poll) {
    this.kubernetes = kubernetes;
    this.simulator = simulator;
    this.poll = poll;
    steering = new Steering(simulator.endpoint());
    others = SimulatorClients.ec2(simulator.endpoint());
    kubernetes.applyCrds(Path.of("crd"));
    namespace = kubernetes.createNamespace("bench");
  }

  /** Starts all but the operator. */
  static Lab open(Effort effort, int instances) {
    KubernetesApi kubernetes = KubernetesApi.start();
    try {
      SimulatorProcess simulator = SimulatorProcess.start(instances, Places.subnets(instances));
      try {
        return new Lab(kubernetes, simulator, effort.poll());
      } catch (RuntimeException notOpened) {
        simulator.close();
        throw notOpened;
      }
    } catch (RuntimeException notOpened) {
      kubernetes.close();
      throw notOpened;
    }
  }

  /** Starts an operator that takes that share of EC2's rates; does not wait for it. */
  OperatorUnderTest operator(double ec2Rate) {
    return OperatorUnderTest.start(
        kubernetes,
        simulator.endpoint(),
        List.of(
            "--ec2-rate=" + ec2Rate,
            "--poll-interval=" + poll.toSeconds() + "s",
            "--namespaces=" + namespace,
            "--lease-namespace=" + namespace,
            "--cluster-id=" + namespace));
  }

  /** Has EC2 throttle as it does in life, with full buckets. */
  void realRates() {
    rates(1, 0);
  }

  /**
   * Has EC2 throttle, with full buckets.
   *
   * @param factor on EC2's own rates; 0: no throttling
   * @param otherTenant the share of each refill that somebody else's calls ask for
   */
  void rates(double factor, double otherTenant) {
    steer("PUT", "rates", "{\"factor\": %s, \"otherTenant\": %s}".formatted(factor, otherTenant));
  }

  /** Has all calls of EC2 wait that long for their answer. */
  void answersAfter(Duration delay) {
    steer(
        "POST",
        "faults",
        """
        {"action": "*", "times": "always", "fault": "delay-answer", "delay": "%dms"}
        """
            .formatted(delay.toMillis()));
  }

  /** The calls of EC2 since {@link #forgetCalls}. */
  Calls calls() {
    return Calls.of(steer("GET", "calls", ""));
  }

  /** The last 20,000 of them, with their parameters. */
  JsonNode listedCalls() {
    return steer("GET", "calls?list=20000", "");
  }

  /** Waits for a call of that action; answers when the first arrived. */
  Instant awaitCall(String action, Duration patience) {
    Awaitility.await(action)
        .atMost(patience)
        .pollInterval(LOOK)
        .until(() -> calls().actions().containsKey(action));
    return calls().first(action);
  }

  /** Waits until that many whole reads have begun since {@link #forgetCalls}, and have ended. */
  void awaitPolls(int number, Duration interval) {
    Awaitility.await("%d polls".formatted(number))
        .atMost(interval.multipliedBy(number + 2L).plusSeconds(60))
        .pollInterval(LOOK)
        .until(() -> Lookups.in(listedCalls()).polls() >= number);
    Awaitility.await("the end of the poll")
        .pollInterval(LOOK)
        .until(() -> sinceLastCall().compareTo(QUIET) > 0);
  }

  private Duration sinceLastCall() {
    return calls().actions().values().stream()
        .map(Calls.Action::last)
        .max(Instant::compareTo)
        .map(it -> Duration.between(it, Instant.now()))
        .orElse(Duration.ZERO);
  }

  void forgetCalls() {
    steer("DELETE", "calls", "");
  }

  private JsonNode steer(String method, String path, String body) {
    return steering.ask(method, path, body);
  }

  /** Somebody else who changes EC2. */
  Ec2Client others() {
    return others;
  }

  KubernetesApi kubernetes() {
    return kubernetes;
  }

  String namespace() {
    return namespace;
  }

  @Override
  public void close() {
    others.close();
    steering.close();
    simulator.close();
    kubernetes.close();
  }
}
