package dev.fixedip.bench;

import java.time.Duration;

/** The CPU time, user's and system's, that processes take. */
public final class Cpu {
  private Cpu() {}

  /** What a process has taken so far; nothing where the system does not tell. */
  public static Duration of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** What this process has taken so far. */
  static Duration own() {
    return of(ProcessHandle.current());
  }
}
