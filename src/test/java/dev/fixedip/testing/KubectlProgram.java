package dev.fixedip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A kubectl on this machine.
 *
 * @param kubeconfig the only one that it gets to see
 */
record KubectlProgram(Path program, Path kubeconfig) implements Kubectl {
  @Override
  public Said run(Path folder, String... arguments) {
    try {
      Path work = Files.createDirectories(Path.of("target", "kubectl"));
      Path out = Files.createTempFile(work, "out-", ".txt");
      Path err = Files.createTempFile(work, "err-", ".txt");
      List<String> command =
          Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
      builder.environment().put("KUBECACHEDIR", work.resolve("cache").toAbsolutePath().toString());
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end");
      }
      return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
