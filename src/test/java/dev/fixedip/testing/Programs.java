package dev.fixedip.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds the programs that are installed on this machine. */
final class Programs {
  private Programs() {}

  /** The program of this name on the {@code PATH}, if there is one. */
  static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * The program of this name on the {@code PATH}.
   *
   * @throws UnavailableException when there is none
   */
  static Path require(String name) throws UnavailableException {
    return find(name)
        .orElseThrow(
            () -> new UnavailableException("there is no program '" + name + "' on the PATH"));
  }
}
