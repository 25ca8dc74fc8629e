package dev.fixedip.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a Dockerfile says.
 *
 * @param instructions in their order, each in one line
 */
record Dockerfile(List<String> instructions) {

  static Dockerfile read(Path file) throws IOException {
    String text =
        String.join(
                "\n", Files.readAllLines(file).stream().filter(it -> !it.startsWith("#")).toList())
            .replace("\\\n", " ");
    return new Dockerfile(text.lines().map(String::strip).filter(it -> !it.isEmpty()).toList());
  }

  /** The instructions of the image itself, its base first. */
  List<String> lastStage() {
    int from = 0;
    for (int at = 0; at < instructions.size(); at++) {
      from = instructions.get(at).startsWith("FROM ") ? at : from;
    }
    return instructions.subList(from, instructions.size());
  }

  /** What the last stage says in its one instruction of that name. */
  String only(String name) {
    List<String> all =
        lastStage().stream()
            .filter(it -> it.startsWith(name + " "))
            .map(it -> it.substring(name.length() + 1))
            .toList();
    if (all.size() != 1) {
      throw new AssertionError("The image has " + all.size() + " times " + name + ": " + all);
    }
    return all.getFirst();
  }
}
