package dev.fixedip.packaging;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.cli.FixedIpCommand;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.fornwall.jelf.ElfFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The container image, as far as it can be known without a container: what the Dockerfile says, and
 * the program that it copies, run as the image runs it.
 */
@ExtendWith(SharedKubernetesApi.class)
class ImageIT {
  private static final Path PROGRAM = Path.of("target", "fixedip").toAbsolutePath();

  /** What a registry holds of the base, about 10 MB, is not the program's. */
  private static final long MOST_BYTES = 120_000_000 - 10_000_000;

  private static final Pattern C_LIBRARY =
      Pattern.compile("ld-linux.*\\.so\\.\\d|lib(c|m|dl|pthread|rt)\\.so\\.\\d");

  @TempDir Path folder;

  @Test
  void theDockerfileRunsThePackagedProgramAsNobodySpecial() throws IOException {
    Dockerfile image = Dockerfile.read(Path.of("Dockerfile"));

    assertThat(image.only("COPY")).isEqualTo("--from=build /src/target/fixedip /opt/fixedip");
    assertThat(image.only("ENTRYPOINT")).isEqualTo("[\"/opt/fixedip/bin/fixedip\"]");
    assertThat(PROGRAM.resolve("bin/fixedip")).isExecutable();
    assertThat(image.only("CMD")).isEqualTo("[\"run\"]");
    assertThat(image.only("USER")).isEqualTo(Pod.USER + ":" + Pod.USER);
    assertThat(image.only("EXPOSE")).isEqualTo(defaultPort());
    assertThat(image.lastStage()).noneMatch(it -> it.startsWith("RUN "));
  }

  /** What git keeps and the build does not see would make it say that it is not that commit. */
  @Test
  void whatTheBuildDoesNotSeeIsNotInGit() throws IOException {
    List<String> unseen =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(it -> !it.isBlank() && !it.startsWith("#"))
            .toList();

    assertThat(Files.readAllLines(Path.of(".gitignore")).stream().map(ImageIT::withoutSlash))
        .containsAll(unseen.stream().map(ImageIT::withoutSlash).toList());
  }

  @Test
  void withItsBaseItIsUnder120Megabytes() throws IOException {
    AtomicLong packed = new AtomicLong();
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int one) {
            packed.incrementAndGet();
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            packed.addAndGet(length);
          }
        };
    try (var gzip = new GZIPOutputStream(counting, 1 << 16);
        Stream<Path> all = Files.walk(PROGRAM)) {
      for (Path it : all.filter(Files::isRegularFile).toList()) {
        Files.copy(it, gzip);
      }
    }

    assertThat(packed.get()).isLessThan(MOST_BYTES);
  }

  /** The base has the C library, and nothing else that could be loaded. */
  @Test
  void itsNativeFilesNeedNothingButTheCLibrary() throws IOException {
    List<Path> libraries;
    try (Stream<Path> all = Files.walk(PROGRAM)) {
      libraries = all.filter(it -> it.toString().endsWith(".so")).toList();
    }
    Set<String> own =
        libraries.stream().map(it -> String.valueOf(it.getFileName())).collect(toSet());

    assertThat(Stream.concat(Stream.of(PROGRAM.resolve("bin/fixedip")), libraries.stream()))
        .flatExtracting(ImageIT::needed)
        .contains("libc.so.6")
        .filteredOn(it -> !own.contains(it))
        .allMatch(it -> C_LIBRARY.matcher(it).matches());
  }

  private static List<String> needed(Path program) throws IOException {
    return ElfFile.from(program.toFile()).getDynamicSection().getNeededLibraries();
  }

  @Test
  void itRunsInAPodThatMayWriteNowhere(KubernetesApi kubernetes) throws Exception {
    kubernetes.applyCrds(Path.of("crd"));
    try (Pod pod = Pod.of(PROGRAM, folder, kubernetes)) {
      pod.awaitReady();

      assertThat(pod.log().lines().toList())
          .as("JSON, since nobody set a format")
          .isNotEmpty()
          .allMatch(it -> it.startsWith("{") && it.endsWith("}"));
      assertThat(pod.written()).isEmpty();

      assertThat(pod.stop(Duration.ofSeconds(8))).isIn(0, 143);
    }
  }

  private static String defaultPort() {
    return FixedIpCommand.commandLine().getSubcommands().entrySet().stream()
        .filter(it -> it.getKey().equals("run"))
        .map(it -> it.getValue().getCommandSpec().findOption("--http-port").defaultValue())
        .findFirst()
        .orElseThrow();
  }

  private static String withoutSlash(String pattern) {
    return Pattern.compile("^/|/$").matcher(pattern).replaceAll("");
  }
}
