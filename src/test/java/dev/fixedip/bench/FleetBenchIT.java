package dev.fixedip.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmark of the operator works, and what it counts is as promised; time is not looked at.
 */
class FleetBenchIT {
  @TempDir Path folder;

  @Test
  void aHundredAreMadeGivenBackAndFoundInPlaceWithNoCallTooMany() throws Exception {
    Report report = measure("created,deleted,restart");

    String text = Files.readString(folder.resolve("report.md"));
    assertThat(text)
        .contains("Operator's fleet: 100 FixedIps")
        .contains("| EC2: AttachNetworkInterface | ")
        .contains("| Kubernetes: APPLY fixedips/status | ")
        .contains("| bound by EC2's token buckets | ");
    assertThat(met(report, "created", "mutating calls per FixedIp")).as(text).containsOnly(true);
    assertThat(met(report, "deleted", "mutating calls per FixedIp")).as(text).containsOnly(true);
    assertThat(met(report, "restart", "mutating calls")).as(text).containsOnly(true);
    assertThat(met(report, "restart", "writes to Kubernetes")).as(text).containsOnly(true);
  }

  private Report measure(String scenarios) throws Exception {
    Path said = folder.resolve("said");
    try (var out = new PrintStream(said.toFile(), StandardCharsets.UTF_8)) {
      return Bench.of(scenarios, Effort.SHORT, out).measure("1.2.3", folder);
    }
  }

  private static List<Boolean> met(Report report, String scenario, String figure) {
    return report.sections().stream()
        .filter(it -> it.scenario().name().equals(scenario))
        .flatMap(it -> it.measurements().stream())
        .filter(it -> it.name().startsWith(figure))
        .flatMap(it -> it.met().stream())
        .toList();
  }
}
