package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir private Path folder;

  @Test
  void itsOutputAndExitCodeAreKept() {
    try (ChildProcess child = sh("echo one; echo; echo $WORD >&2; exit 3")) {
      assertThat(child.endsWithin(Duration.ofSeconds(10))).isTrue();
      assertThat(child.exitCode()).isEqualTo(3);
      assertThat(child.lastLines(2)).isEqualTo("one | two");
      assertThat(child.lastLines(1)).isEqualTo("two");
    }
  }

  @Test
  void closingEndsIt() {
    ChildProcess child = sh("exec tail -f /dev/null");

    child.close();

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void itDiesWithTheProcessThatStartedIt() throws IOException {
    Path pid = folder.resolve("pid");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", ""),
                Parent.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(pid));
    ProcessHandle child = ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();

    parent.destroyForcibly();

    await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
  }

  @Test
  void aProgramThatFailsIsReportedWithItsLastLines() {
    try (ChildProcess child = sh("echo no such module; exit 1")) {
      assertThatThrownBy(() -> Patience.untilDone("building", child))
          .isInstanceOf(UnavailableException.class)
          .hasMessage("building failed: no such module");
    }
  }

  @Test
  void aTaskWithoutAnAnswerIsGivenUp() {
    assertThatThrownBy(() ->
            Patience.within(
                Duration.ofMillis(50),
                "asking",
                () -> {
                  await().forever().until(() -> false);
                  return Optional.empty();
                }))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("asking did not end within 50 ms");
  }

  private ChildProcess sh(String script) {
    return ChildProcess.start(
        folder.resolve("log"), Map.of("WORD", "two"), List.of("/bin/sh", "-c", script));
  }

  /** A JVM with a child, to be killed by the test. */
  static final class Parent {
    private Parent() {}

    /** Starts the child, writes its process id into the folder, and waits for its end. */
    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      ChildProcess child =
          ChildProcess.start(folder.resolve("log"), Map.of(), List.of("tail", "-f", "/dev/null"));
      Path complete = Files.writeString(folder.resolve("pid.part"), String.valueOf(child.pid()));
      Files.move(complete, folder.resolve("pid"));
      child.endsWithin(Duration.ofMinutes(1));
    }
  }
}
