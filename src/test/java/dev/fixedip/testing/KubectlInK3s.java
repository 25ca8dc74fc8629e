package dev.fixedip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.MountableFile;

/** The kubectl that K3s brings along: with Docker, nothing else has to be installed. */
record KubectlInK3s(K3sContainer k3s) implements Kubectl {
  @Override
  public Said run(Path folder, String... arguments) {
    String there = "/tmp/" + UUID.randomUUID();
    k3s.copyFileToContainer(MountableFile.forHostPath(folder), there);
    try {
      ExecResult said =
          k3s.execInContainer(
              ExecConfig.builder()
                  .workDir(there)
                  .command(
                      Stream.concat(Stream.of("kubectl"), Stream.of(arguments))
                          .toArray(String[]::new))
                  .build());
      return new Said(said.getExitCode(), said.getStdout(), said.getStderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
