package dev.fixedip.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Moto from PyPI in a Python virtual environment of its own, installed once into the cache. */
record MotoInstallation(Path python) {
  static final String VERSION = "5.2.5";

  /**
   * The installation for the python3 on the {@code PATH}; it is made when it is not there.
   *
   * @throws UnavailableException when there is no usable Python, or no package index answers
   */
  static MotoInstallation in(CacheFolder cache) throws UnavailableException {
    Path python = Programs.require("python3");
    Path folder =
        cache.install(
            "moto-" + VERSION + "-python" + version(python), part -> install(python, part));
    return new MotoInstallation(folder.resolve(Path.of("bin", "python")));
  }

  private static String version(Path python) throws UnavailableException {
    return output(
        "asking for Python's version",
        python,
        "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])");
  }

  private static String output(String what, Path python, String program)
      throws UnavailableException {
    try {
      Path log = Files.createTempFile("python", ".log");
      try (ChildProcess process =
          ChildProcess.start(log, Map.of(), List.of(python.toString(), "-c", program))) {
        if (!process.endsWithin(Duration.ofSeconds(30)) || process.exitCode() != 0) {
          throw new UnavailableException(what + " failed: " + process.lastLines(1));
        }
        return process.lastLines(1).strip();
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new UnavailableException(what + " failed: " + UnavailableException.innermost(e), e);
    }
  }

  private static void install(Path python, Path part) throws UnavailableException {
    run(part, "making a virtual environment for moto", python, "-m", "venv", part.toString());
    run(
        part,
        "installing moto " + VERSION + " from PyPI",
        part.resolve(Path.of("bin", "python")),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "moto[server]==" + VERSION);
  }

  private static void run(Path part, String what, Path program, String... arguments)
      throws UnavailableException {
    List<String> command =
        Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments)).toList();
    try (ChildProcess process =
        ChildProcess.start(part.resolve("install.log"), Map.of(), command)) {
      Patience.untilDone(what, process);
    }
  }
}
