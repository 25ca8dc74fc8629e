package dev.fixedip.bench.fleet;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What an operator asked of others in a while, and what it took itself.
 *
 * @param cpu of its process
 * @param resident memory at the end, in megabytes, where the system tells it
 * @param anonymous what of that is no file
 */
record Usage(
    Calls calls,
    Lookups reads,
    Writes writes,
    Duration cpu,
    OptionalDouble resident,
    OptionalDouble anonymous) {

  double cpuSeconds() {
    return cpu.toMillis() / 1e3;
  }

  /** Tells all of it. */
  void tell(Figures figures) {
    figures.told("throttled calls of EC2", "%", calls.throttledPercent());
    calls.actions().forEach((action, it) -> figures.told("EC2: " + action, "", it.count()));
    figures.told("whole reads of EC2", "", reads.polls());
    figures.told("reads of single things", "", reads.lookups());
    writes.requests().forEach((name, count) -> figures.told("Kubernetes: " + name, "", count));
    figures.told("CPU time of the operator", "s", cpuSeconds());
    figures.told("resident memory of the operator", "MB", resident);
    figures.told("of which anonymous", "MB", anonymous);
  }
}
