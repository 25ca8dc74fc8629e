package dev.fixedip.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What appears in a few folders, or changes in them, from a moment on. */
final class Traces {
  private final int depth;
  private final List<Path> folders;
  private final Map<Path, String> before;

  private Traces(int depth, List<Path> folders) {
    this.depth = depth;
    this.folders = folders;
    before = now();
  }

  /** From now on, in these folders and so far below them. */
  static Traces in(int depth, List<Path> folders) {
    return new Traces(depth, folders);
  }

  /** The files and folders that came or changed since, of those that are looked for. */
  Set<Path> since(Predicate<Path> ofInterest) {
    Set<Path> all = new TreeSet<>();
    now()
        .forEach((path, state) -> {
          if (!state.equals(before.get(path)) && ofInterest.test(path)) {
            all.add(path);
          }
        });
    return all;
  }

  private Map<Path, String> now() {
    Map<Path, String> states = new HashMap<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path it, BasicFileAttributes has) {
            states.put(it, "folder");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path it, BasicFileAttributes has) {
            states.put(it, has.size() + " " + has.lastModifiedTime());
            return FileVisitResult.CONTINUE;
          }

          // Others come and go there, and some keep theirs to themselves.
          @Override
          public FileVisitResult visitFileFailed(Path it, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path it, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
          }
        };
    for (Path it : folders) {
      try {
        Files.walkFileTree(it, EnumSet.noneOf(FileVisitOption.class), depth, visitor);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return states;
  }
}
