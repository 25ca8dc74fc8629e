package dev.fixedip.chart;

import dev.fixedip.testing.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The program as the chart's Job starts it before the operator is uninstalled.
 *
 * @param kubeconfig its text
 * @param args its arguments
 */
record Uninstaller(String kubeconfig, List<String> args) {

  /** How it ended, and what it wrote. */
  record Said(int exit, String text) {}

  /** Runs it to its end. */
  Said run() {
    try {
      Path file = Files.createTempFile("kubeconfig-", ".yaml");
      try {
        Files.writeString(file, kubeconfig);
        ProcessBuilder builder = OperatorProcess.program(args).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", file.toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
