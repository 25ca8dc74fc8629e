package dev.fixedip.cli.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds and reads the files that {@code -f} names, as kubectl does. */
final class Sources {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private final boolean recursive;
  private final InputStream standardInput;
  private final List<Source> found = new ArrayList<>();
  private final List<Fault> faults;
  private final Set<Path> met = new LinkedHashSet<>();
  private boolean inputRead;

  /**
   * Reads nothing yet.
   *
   * @param faults takes what goes wrong
   */
  Sources(boolean recursive, InputStream standardInput, List<Fault> faults) {
    this.recursive = recursive;
    this.standardInput = standardInput;
    this.faults = faults;
  }

  /** The texts behind the names, each file once: a file, a directory, {@code -}. */
  List<Source> read(List<String> names) {
    names.forEach(this::read);
    return List.copyOf(found);
  }

  private void read(String name) {
    if (name.equals("-")) {
      readInput();
    } else if (Files.isDirectory(Path.of(name))) {
      readDirectory(Path.of(name));
    } else {
      readFile(Path.of(name));
    }
  }

  private void readInput() {
    if (inputRead) {
      return;
    }
    inputRead = true;
    try {
      String text = new String(standardInput.readAllBytes(), StandardCharsets.UTF_8);
      if (text.isBlank()) {
        faults.add(
            new Fault(
                Source.STANDARD_INPUT,
                "there is nothing in it: write FixedIps to it, or name files"));
      }
      found.add(new Source(Source.STANDARD_INPUT, text));
    } catch (IOException e) {
      faults.add(unreadable(Source.STANDARD_INPUT, e));
    }
  }

  private void readDirectory(Path directory) {
    try (Stream<Path> inside = Files.walk(directory, recursive ? Integer.MAX_VALUE : 1)) {
      List<Path> files =
          inside.filter(Files::isRegularFile).filter(Sources::isResource).sorted().toList();
      if (files.isEmpty()) {
        faults.add(
            new Fault(
                directory.toString(),
                "there is no *.yaml, *.yml or *.json in it: name another directory"
                    + (recursive ? "" : ", or add --recursive for those below it")));
      }
      files.forEach(this::readFile);
    } catch (IOException e) {
      faults.add(unreadable(directory.toString(), e));
    }
  }

  private void readFile(Path file) {
    try {
      if (met.add(file.toRealPath())) {
        found.add(new Source(file.toString(), Files.readString(file)));
      }
    } catch (IOException e) {
      faults.add(unreadable(file.toString(), e));
    }
  }

  private static boolean isResource(Path file) {
    return ENDINGS.stream().anyMatch(file.toString()::endsWith);
  }

  private static Fault unreadable(String name, IOException e) {
    return new Fault(
        name,
        switch (e) {
          case NoSuchFileException _ ->
              "there is no such file: name one that is there, or - for" + " standard input";
          case MalformedInputException _ -> "this is no text in UTF-8: save it as such";
          default ->
              "it cannot be read (%s): see its permissions".formatted(e.getClass().getSimpleName());
        });
  }
}
