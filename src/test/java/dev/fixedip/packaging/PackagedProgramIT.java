package dev.fixedip.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.fixedip.testing.CleanEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with its own Java, as {@code mvn package} leaves it. */
class PackagedProgramIT {
  private static final Path PROGRAM = Path.of("target", "fixedip").toAbsolutePath();

  /** Compressed pointers reach 32 GiB, and the heap begins at 2 GiB. */
  private static final long LARGEST_FOR_CACHE = 30L << 30;

  private static final Pattern LARGEST_HEAP = Pattern.compile(" MaxHeapSize += (\\d+)");
  private static final Path CACHE = Path.of("lib", "app", "fixedip.aot");

  @TempDir Path folder;

  private record Ended(int status, String output, String errors) {}

  /** With this mode the JVM refuses to start rather than do without its cache. */
  @Test
  void itStartsFromItsAotCache() throws Exception {
    Ended ended = run(PROGRAM, Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"), List.of("--version"));

    assertThat(ended.status()).as(ended.errors()).isZero();
    assertThat(ended.output()).matches("fixedip \\S+ \\(commit (\\w{12}(-dirty)?|unknown)\\)\\R");
  }

  /**
   * In a container that is the container's memory, and of a large machine what the cache allows.
   */
  @Test
  void itsHeapIsAShareOfTheMemoryThereIs() throws Exception {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();

    assertThat(largestHeap(""))
        .isCloseTo(Math.min(memory * 6 / 10, LARGEST_FOR_CACHE), withinPercentage(3));
    assertThat(largestHeap("-XX:MaxRAM=512m"))
        .isCloseTo((512L << 20) * 6 / 10, withinPercentage(3));
    assertThat(largestHeap("-XX:MaxRAM=256g")).isCloseTo(LARGEST_FOR_CACHE, withinPercentage(3));
  }

  /** What the launcher sets wins over JAVA_TOOL_OPTIONS: a percentage there would say nothing. */
  @Test
  void whoWantsAnotherHeapSaysItInBytes() throws Exception {
    assertThat(largestHeap("-Xmx128m")).isEqualTo(128L << 20);
    assertThat(largestHeap("-XX:MaxRAMPercentage=50")).isEqualTo(largestHeap(""));
  }

  private long largestHeap(String more) throws Exception {
    String options = "-XX:AOTMode=on -XX:+PrintFlagsFinal " + more;
    Ended ended = run(PROGRAM, Map.of("JAVA_TOOL_OPTIONS", options), List.of("--version"));

    assertThat(ended.status()).as(ended.errors()).isZero();
    Matcher flag = LARGEST_HEAP.matcher(ended.output());
    assertThat(flag.find()).as(ended.output()).isTrue();
    return Long.parseLong(flag.group(1));
  }

  @Test
  void withoutItsCacheItStartsAllTheSame() throws Exception {
    Path copy = copied();
    Files.delete(copy.resolve(CACHE));

    Ended ended = run(copy, Map.of(), List.of("crd"));

    assertThat(ended.status()).as(ended.errors()).isZero();
    assertThat(ended.output()).startsWith("#").contains("fixedips.fixedip.dev");
  }

  /** Output is for other programs: what the JVM has to say goes elsewhere. */
  @Test
  void itReadsEc2WithNothingButItself() throws Exception {
    Ended ended =
        run(
            PROGRAM,
            Map.of(),
            List.of("plan", "--simulate", "-o", "json", "-f", "examples/fixedip.yaml"));

    assertThat(ended.status()).as(ended.errors()).isEqualTo(2);
    assertThat(new ObjectMapper().readTree(ended.output()).at("/summary/fixedIps").asInt())
        .isEqualTo(1);
  }

  private Path copied() throws IOException {
    Path copy = folder.resolve("fixedip");
    try (Stream<Path> all = Files.walk(PROGRAM)) {
      for (Path it : all.toList()) {
        Path to = copy.resolve(PROGRAM.relativize(it).toString());
        Files.copy(it, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private Ended run(Path program, Map<String, String> environment, List<String> arguments)
      throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(program.resolve("bin/fixedip").toString()), arguments.stream())
                    .toList())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    CleanEnvironment.of(builder.environment()).putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
  }
}
