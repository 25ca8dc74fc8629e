package dev.fixedip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.CleanEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that the pipelines of {@code examples/ci} run, against an EC2 with the story. */
class PipelineIT {
  private final Simulator ec2 =
      Simulator.start(SimulatorOptions.at(InstantSource.system()).withWorld(Worlds.story()));
  @TempDir Path folder;

  private record Ended(int status, String output, String errors) {}

  @AfterEach
  void stop() {
    ec2.close();
  }

  /** The program by its name on the PATH, as on a pipeline's machine. */
  @BeforeEach
  void install() throws IOException {
    Path jar = Path.of(System.getProperty("fixedip.jar", "target/fixedip-operator.jar"));
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("fixedip");
    Files.writeString(
        program,
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 -jar '%s' "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), jar.toAbsolutePath()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aGoodChangePassesAndSaysWhatItDoes() throws Exception {
    Ended ended = review("examples/gitops/base");

    assertThat(ended.status()).as(ended.errors()).isZero();
    assertThat(ended.output())
        .contains(
            "default/windows  10.0.0.51 → Name=windows (i-00000000000000133, windows)",
            "  + CreateNetworkInterface  10.0.0.51 in subnet-00000000000000024",
            "  + AttachNetworkInterface  (new) to i-00000000000000133 at device index 1",
            "default/printer  10.0.0.60",
            "2 FixedIps: 2 with 4 calls to make")
        .endsWith("Passed: the operator would refuse nothing.\n");
    assertThat(ended.output()).startsWith(report());
    assertThat(ec2.calls().mutating()).as("what a review changes").isEmpty();
  }

  @Test
  void aRefusedChangeFailsAndSaysWhatToDo() throws Exception {
    Path changed = folder.resolve("changed.yaml");
    Files.writeString(
        changed,
        Files.readString(Path.of("examples/gitops/base/fixedips.yaml"))
            .replace("10.0.0.51", Worlds.LINUX_ADDRESS));

    Ended ended = review(changed.toString());

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output())
        .contains(
            "  ! AddressInUse: 10.0.0.50 already belongs to network interface",
            "choose another address, or free it there first",
            "2 FixedIps: 1 with 1 call to make, 1 refused");
    assertThat(report()).contains("! AddressInUse");
    assertThat(ended.errors()).contains("Failed: correct what is marked with '!'");
  }

  @Test
  void whatCannotBeReviewedDoesNotPass() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "kind: FixedIp\nspec: [\n");

    Ended ended = review(wrong.toString());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.errors()).contains("wrong.yaml", "Failed: nothing was reviewed");
  }

  private String report() throws IOException {
    return Files.readString(folder.resolve("review.txt"));
  }

  private Ended review(String... files) throws Exception {
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    List<String> command = new ArrayList<>(List.of("examples/ci/review.sh"));
    command.addAll(List.of(files));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    var environment = CleanEnvironment.of(builder.environment());
    environment.merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    environment.put("REPORT", folder.resolve("review.txt").toString());
    environment.put("FIXEDIP_CLUSTER_ID", "");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_ENDPOINT_URL_EC2", ec2.endpoint().toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
  }
}
