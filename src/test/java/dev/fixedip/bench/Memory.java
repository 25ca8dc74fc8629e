package dev.fixedip.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory of a process, in megabytes of 1,000,000 bytes. */
public final class Memory {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  private Memory() {}

  /** What lives on a Java program's heap: it collects its garbage first. */
  static double liveHeap(long pid) {
    String histogram = output(JCMD.toString(), String.valueOf(pid), "GC.class_histogram");
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IllegalStateException("jcmd told no total: " + histogram.strip());
    }
    return Long.parseLong(total.group(1)) / 1e6;
  }

  /** All of the process that is in memory; empty where the system does not tell. */
  public static OptionalDouble resident(long pid) {
    return status(pid, "VmRSS");
  }

  /** What of it is no file; empty where the system does not tell. */
  public static OptionalDouble anonymous(long pid) {
    return status(pid, "RssAnon");
  }

  private static OptionalDouble status(long pid, String field) {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    if (!Files.exists(status)) {
      return OptionalDouble.empty();
    }
    try {
      Matcher line =
          Pattern.compile("(?m)^" + field + ":\\s+(\\d+) kB").matcher(Files.readString(status));
      return line.find()
          ? OptionalDouble.of(Long.parseLong(line.group(1)) * 1024 / 1e6)
          : OptionalDouble.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command[0], e);
    }
  }
}
