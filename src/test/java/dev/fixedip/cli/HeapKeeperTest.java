package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.testing.CleanEnvironment;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The serial collector's old generation comes back to what lives in it, in a JVM of its own. */
class HeapKeeperTest {

  @Test
  void whatDiedInABurstIsCollectedLongBeforeTheHeapIsFull() throws Exception {
    assertThat(endOf("kept")).isZero();
  }

  /** Otherwise the test above would tell nothing. */
  @Test
  void leftAloneItStays() throws Exception {
    assertThat(endOf("left alone")).isEqualTo(Burst.STILL_LARGE);
  }

  private static int endOf(String how) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:MaxNewSize=8m",
                "-classpath",
                System.getProperty("java.class.path"),
                Burst.class.getName(),
                how)
            .redirectErrorStream(true);
    CleanEnvironment.of(builder.environment());
    Process burst = builder.start();
    String said = new String(burst.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = burst.waitFor();
    assertThat(said).as("exit status %d", status).isEmpty();
    return status;
  }

  /** Fills most of the old generation with what dies at once, but for 16 MB. */
  static final class Burst {
    static final int STILL_LARGE = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PIECE = 1 << 18;
    private static final int LIVING = 64;
    private static final int ALL = 1_400;
    private static final long FEW = 128L << 20;

    private Burst() {}

    /** Ends with the status 0 if the old generation is small again then. */
    public static void main(String[] how) {
      boolean isKept = how[0].equals("kept");
      if (isKept) {
        HeapKeeper.start();
      }
      byte[][] living = new byte[LIVING][];
      for (int piece = 0; piece < ALL; piece++) {
        living[piece % LIVING] = new byte[PIECE];
      }
      if (isKept) {
        await().atMost(PATIENCE).until(() -> used() < FEW);
      } else if (used() >= FEW) {
        System.exit(STILL_LARGE);
      }
    }

    private static long used() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(it -> it.getName().equals("Tenured Gen"))
          .mapToLong(it -> it.getUsage().getUsed())
          .sum();
    }
  }
}
