package dev.fixedip.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What it was measured on.
 *
 * @param processor its model, as the system names it
 * @param memory in gigabytes of 1,000,000,000 bytes
 * @param load the system's load average when the benchmark began; negative where it tells none
 */
record Machine(
    String processor, int cores, double memory, String system, String java, double load) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");

  /** This one, as it is now. */
  static Machine here() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return new Machine(
        processorModel().orElse(system.getArch()),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() / 1e9,
        system.getName() + " " + system.getVersion(),
        Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
        system.getSystemLoadAverage());
  }

  private static Optional<String> processorModel() {
    if (!Files.exists(CPUINFO)) {
      return Optional.empty();
    }
    try {
      return MODEL.matcher(Files.readString(CPUINFO)).results().map(it -> it.group(1)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
