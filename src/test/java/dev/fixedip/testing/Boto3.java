package dev.fixedip.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Boto3, an AWS client that others wrote, with the scripts of {@code src/test/python}. It comes
 * with moto's installation from PyPI, so it needs a python3.
 */
public final class Boto3 {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPTS = Path.of("src", "test", "python");
  private static final long MOST_SECONDS = 300;

  private Boto3() {}

  /** A call to make: the action and boto3's parameters. */
  public record Call(String action, Map<String, ?> parameters) {}

  /**
   * Runs a script to its end.
   *
   * @param script such as {@code wire.py}
   * @return what it wrote, line by line
   * @throws AssertionError when it fails; the message is what it complained of
   * @throws IllegalStateException when there is no python3, or no package index answers
   */
  public static List<String> run(String script, URI endpoint) {
    return run(script, endpoint, "");
  }

  /** Makes the calls one after the other; what came of each as {@code recorder.py} tells it. */
  public static List<JsonNode> ask(URI endpoint, List<Call> calls) {
    String asked =
        String.join("\n", calls.stream().map(call -> JSON.valueToTree(call).toString()).toList());
    return read(run("ask.py", endpoint, asked));
  }

  /** What {@code recorder.py} wrote. */
  public static List<JsonNode> read(List<String> lines) {
    return lines.stream().map(Boto3::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }

  private static List<String> run(String script, URI endpoint, String input) {
    Path python;
    try {
      python = MotoInstallation.in(CacheFolder.ofUser()).python();
    } catch (UnavailableException e) {
      throw new IllegalStateException(
          "No boto3: " + e.reason() + ". Install Python 3.9 or later with venv.", e);
    }
    try {
      Path in = Files.createTempFile("boto3", ".in");
      Path out = Files.createTempFile("boto3", ".out");
      Path complaints = Files.createTempFile("boto3", ".err");
      try {
        Files.writeString(in, input);
        var builder =
            new ProcessBuilder(
                    python.toString(),
                    "-B",
                    SCRIPTS.resolve(script).toString(),
                    endpoint.toString())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(complaints.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        await(builder.start(), script, complaints);
        return Files.readAllLines(out, StandardCharsets.UTF_8);
      } finally {
        Files.delete(in);
        Files.delete(out);
        Files.delete(complaints);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + script, e);
    }
  }

  private static void await(Process process, String script, Path complaints) throws IOException {
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(script + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + script, e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(script + " failed:\n" + Files.readString(complaints));
    }
  }
}
