package dev.fixedip.bench;

import dev.fixedip.testing.ChildProcess;
import dev.fixedip.testing.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A simulator in a process of its own. */
public final class SimulatorProcess implements AutoCloseable {
  private static final Pattern ENDPOINT = Pattern.compile("EC2 simulator at (http://\\S+)");

  /** Left alone, Java takes the more memory, the more the machine has. */
  private static final List<String> FLAGS = List.of("-Xmx224m", "-XX:+UseSerialGC");

  private final ChildProcess process;
  private final URI endpoint;

  private SimulatorProcess(ChildProcess process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts one with the effort's world, and waits until it can be called. */
  static SimulatorProcess start(Effort effort) {
    return start(effort.instances(), effort.subnets());
  }

  /** Starts one with a generated world, and waits until it can be called. */
  public static SimulatorProcess start(int instances, int subnets) {
    return start(command(instances, subnets));
  }

  /**
   * Starts the packaged program's, at once and without limits, and waits until it can be called.
   */
  public static SimulatorProcess startPackaged() {
    return start(
        List.of(
            OperatorProcess.packagedProgram().toString(), "simulate", "--at-once", "--rates=off"));
  }

  private static SimulatorProcess start(List<String> command) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "bench"));
      Path log = Files.createTempFile(folder, "simulator-", ".log");
      var process = ChildProcess.start(log, Map.of(), command);
      try {
        return new SimulatorProcess(process, awaitEndpoint(process, log));
      } catch (RuntimeException notStarted) {
        process.close();
        throw notStarted;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(int instances, int subnets) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-Dlogback.configurationFile=logback.xml"); // not the one of the tests
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(LargeWorld.class.getName());
    command.add(String.valueOf(instances));
    command.add(String.valueOf(subnets));
    return command;
  }

  /** What it runs with, in words. */
  static String conditions() {
    return "The simulator is a process of its own, `java %s`, without limits of rate and latencies."
        .formatted(String.join(" ", FLAGS));
  }

  private static URI awaitEndpoint(ChildProcess process, Path log) {
    Matcher said =
        Awaitility.await("the simulator to be ready")
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(50))
            .failFast(() -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("The simulator ended: " + process.lastLines(5));
              }
            })
            .until(() -> ENDPOINT.matcher(Files.readString(log)), Matcher::find);
    return URI.create(said.group(1));
  }

  /** Where it is. */
  public URI endpoint() {
    return endpoint;
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  /** The CPU time that it has taken so far. */
  Duration cpu() {
    return Cpu.of(ProcessHandle.of(pid()).orElseThrow());
  }

  @Override
  public void close() {
    process.close();
  }
}
