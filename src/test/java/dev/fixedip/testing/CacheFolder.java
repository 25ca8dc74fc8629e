package dev.fixedip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of the user's cache where what the build installs for itself outlives the build.
 *
 * @param root the folder; made when needed
 */
public record CacheFolder(Path root) {
  private static final Object ONE_AT_A_TIME = new Object();

  /** Fills a folder with an installation. */
  @FunctionalInterface
  interface Installer {
    /** Fills the empty folder; an exception means that nothing is installed. */
    void fill(Path folder) throws IOException, UnavailableException;
  }

  /** The folder of system property {@code fixedip.cache}, else {@code fixedip} in the XDG cache. */
  public static CacheFolder ofUser() {
    return new CacheFolder(
        setting(System.getProperty("fixedip.cache"))
            .orElseGet(() ->
                setting(System.getenv("XDG_CACHE_HOME"))
                    .orElseGet(() -> Path.of(System.getProperty("user.home", ""), ".cache"))
                    .resolve("fixedip"))
            .toAbsolutePath());
  }

  private static Optional<Path> setting(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank()).map(Path::of);
  }

  /** The installation of that name, when it is complete. */
  Optional<Path> find(String name) {
    return Optional.of(root.resolve(name)).filter(Files::isDirectory);
  }

  /**
   * The installation of that name, made when it is not there. It appears as a whole or not at all,
   * and builds that run at the same time make it once.
   */
  Path install(String name, Installer installer) throws UnavailableException {
    Path installed = root.resolve(name);
    Path part = installed.resolveSibling(installed.getFileName() + ".part");
    Path lockFile = installed.resolveSibling(installed.getFileName() + ".lock");
    synchronized (ONE_AT_A_TIME) {
      try {
        Files.createDirectories(installed.resolveSibling("."));
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel, name)) {
          if (lock.isValid() && !Files.isDirectory(installed)) {
            delete(part);
            Files.createDirectories(part);
            installer.fill(part);
            Files.move(part, installed, StandardCopyOption.ATOMIC_MOVE);
          }
          return installed;
        }
      } catch (IOException e) {
        throw new UnavailableException(
            "cannot install into " + installed + ": " + UnavailableException.innermost(e), e);
      }
    }
  }

  private static FileLock lock(FileChannel channel, String name) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    Patience.say("waiting for another build that installs " + name);
    return channel.lock();
  }

  /** Deletes a folder with all that is in it; nothing when it is not there. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
