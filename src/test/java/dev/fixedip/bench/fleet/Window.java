package dev.fixedip.bench.fleet;

import java.time.Duration;

/** A while in which everything is counted that the operator asks of others, and its CPU time. */
final class Window {
  private final Lab lab;
  private final Writes writesBefore;
  private final Duration cpuBefore;

  private Window(Lab lab, Duration cpuBefore) {
    this.lab = lab;
    this.cpuBefore = cpuBefore;
    writesBefore = Writes.of(lab.kubernetes().client());
    lab.forgetCalls();
  }

  /** Begins before the operator is started. */
  static Window beforeStart(Lab lab) {
    return new Window(lab, Duration.ZERO);
  }

  /** Begins while it runs. */
  static Window of(Lab lab, OperatorUnderTest operator) {
    return new Window(lab, operator.cpu());
  }

  /** What was counted since. */
  Usage close(OperatorUnderTest operator) {
    return new Usage(
        lab.calls(),
        Lookups.in(lab.listedCalls()),
        Writes.of(lab.kubernetes().client()).since(writesBefore),
        operator.cpu().minus(cpuBefore),
        operator.resident(),
        operator.anonymous());
  }
}
