package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Cpu;
import dev.fixedip.bench.Memory;
import dev.fixedip.testing.Exposition;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The packaged program, as it is measured. */
final class OperatorUnderTest implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(30);

  /** As a pod logs. */
  private static final String LOGS = "--log-format=json";

  private final OperatorProcess process;
  private final long began;

  private OperatorUnderTest(OperatorProcess process, long began) {
    this.process = process;
    this.began = began;
  }

  /** Starts it; with {@code -Dbench.profile=true} recorded, by the JDK: its own Java cannot. */
  static OperatorUnderTest start(KubernetesApi kubernetes, URI ec2, List<String> options) {
    String[] all = Stream.concat(Stream.of(LOGS), options.stream()).toArray(String[]::new);
    long began = System.nanoTime();
    return new OperatorUnderTest(
        Boolean.getBoolean("bench.profile")
            ? OperatorProcess.startRecorded(kubernetes, ec2, recording(), all)
            : OperatorProcess.startPackaged(kubernetes, ec2, all),
        began);
  }

  private static Path recording() {
    try {
      return Files.createTempFile(Path.of("target", "bench"), "operator-", ".jfr");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is ready; answers how many seconds after its process was started. */
  double awaitReady() {
    process.awaitReady();
    return secondsSinceStart();
  }

  /** How many seconds ago its process was started. */
  double secondsSinceStart() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** What its metrics tell now: the sum of all series of that name. */
  double metric(String name) {
    return Exposition.parse(process.metrics()).sum(name, Map.of());
  }

  /** Whether it has looked at that many FixedIps since its start, and at none now. */
  boolean isAtRestAfter(int looks) {
    Exposition metrics = Exposition.parse(process.metrics());
    return metrics.sum("operator_sdk_reconciliations_success_total", Map.of()) >= looks
        && metrics.sum("operator_sdk_reconciliations_queue_size_fixedip", Map.of()) == 0
        && metrics.sum("operator_sdk_reconciliations_executions_fixedip", Map.of()) == 0;
  }

  /** The CPU time that it has taken so far. */
  Duration cpu() {
    return Cpu.of(process.handle());
  }

  /** All of it that is in memory, in megabytes. */
  OptionalDouble resident() {
    return Memory.resident(process.handle().pid());
  }

  /** What of that is no file. */
  OptionalDouble anonymous() {
    return Memory.anonymous(process.handle().pid());
  }

  /** Has it end as Kubernetes does, and give its lease back. */
  @Override
  public void close() {
    process.terminate();
    process.awaitEnd(END);
  }
}
