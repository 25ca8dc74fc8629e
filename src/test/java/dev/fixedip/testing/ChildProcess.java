package dev.fixedip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside this JVM and ends with it, however the JVM ends: a shell that holds
 * the other end of a pipe kills it as soon as the pipe closes. What it writes goes to a log file.
 */
public final class ChildProcess implements AutoCloseable {
  private static final String ENDS_WITH_ITS_PARENT =
      "exec 3<&0; (cat <&3 >/dev/null; kill -KILL $$ 2>/dev/null) & exec \"$@\" </dev/null 3<&-";

  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a program with additional environment variables; throws when it cannot be started. */
  public static ChildProcess start(
      Path log, Map<String, String> environment, List<String> command) {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(Path.of("/bin/sh"))) {
      line.addAll(List.of("/bin/sh", "-c", ENDS_WITH_ITS_PARENT, "sh"));
    }
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /** A port on the loopback address that nobody listens on. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on the loopback address", e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** The exit code of a program that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** Waits for its end; false when the time is over before. */
  boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException("interrupted while waiting for a program", e);
    }
  }

  /** The last lines that it wrote, joined to one. */
  public String lastLines(int count) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    if (!endsWithin(Duration.ofSeconds(10))) {
      throw new IllegalStateException("process " + process.pid() + " does not end");
    }
  }
}
