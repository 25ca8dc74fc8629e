package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Effort;
import dev.fixedip.bench.Measurement;
import dev.fixedip.bench.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;

/** A scenario of the operator: runs, each with a lab of its own. */
abstract class FleetScenario implements Scenario {
  private static final int AT_MOST_RUNS = 3;
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration SHORT = Duration.ofSeconds(60);

  /** The name under which the status writes of Kubernetes are told. */
  static final String W = "W: status writes that Kubernetes takes from 16 clients";

  @Override
  public String conditions() {
    return "The operator is the packaged program, `target/fixedip/bin/fixedip`; it, the simulator,"
        + " kube-apiserver and etcd are processes of their own on this machine.";
  }

  @Override
  public final List<Measurement> measure(Effort effort) {
    Figures figures = new Figures();
    boolean once = !effort.isWhole() || expected(effort).compareTo(SHORT) > 0;
    for (int run = 0; run < (once ? 1 : Math.min(AT_MOST_RUNS, effort.runs())); run++) {
      run(effort, figures);
    }
    conclude(effort, figures);
    return figures.measurements();
  }

  /** How long a run may take; those that take long are run once. */
  Duration expected(Effort effort) {
    return Duration.ofSeconds(effort.fixedIps() / 100);
  }

  /** Runs it once. */
  abstract void run(Effort effort, Figures figures);

  /** Adds what only all the runs together tell. */
  void conclude(Effort effort, Figures figures) {}

  /** A lab with an instance for each FixedIp, whose Kubernetes is measured first. */
  final Lab open(Effort effort, Figures figures) {
    return open(effort, effort.fixedIps(), figures);
  }

  /** The same with another number of instances. */
  final Lab open(Effort effort, int instances, Figures figures) {
    Lab lab = Lab.open(effort, instances);
    figures.told(W, "/s", StatusWrites.perSecond(lab, effort));
    return lab;
  }

  /** A whole fleet that is Ready, made by an operator without limits that has ended again. */
  final Fleet ready(Lab lab, int all) {
    return ready(lab, all, number -> Places.byId(number, all));
  }

  /** The same with other specs. */
  final Fleet ready(Lab lab, int all, IntFunction<Map<String, Object>> spec) {
    Fleet fleet = Fleet.of(lab);
    fleet.create(1, all, spec);
    try (var operator = lab.operator(Lab.UNLIMITED)) {
      operator.awaitReady();
      fleet.awaitReady(all, patience(all));
    }
    return fleet;
  }

  /** Waits until the operator is ready and has looked at all. */
  static void awaitRest(OperatorUnderTest operator, int all) {
    operator.awaitReady();
    Awaitility.await("all to be checked")
        .atMost(patience(all))
        .pollInterval(LOOK)
        .until(() -> operator.isAtRestAfter(all));
  }

  /** How long that many may take before something is wrong, without limits of EC2. */
  static Duration patience(int fixedIps) {
    return Duration.ofSeconds(120 + fixedIps / 10);
  }

  /** The same with such a bound. */
  static Duration patience(Duration bound) {
    return bound.multipliedBy(2).plusSeconds(120);
  }

  static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
