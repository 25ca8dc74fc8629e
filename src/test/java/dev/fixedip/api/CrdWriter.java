package dev.fixedip.api;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes the CRDs, generated from the classes of this package, to a folder. */
public final class CrdWriter {
  private CrdWriter() {}

  /** Writes into each folder that is an argument: {@code mvn -Pcrd} names those that have them. */
  public static void main(String[] args) throws IOException {
    for (String folder : args) {
      Files.createDirectories(Path.of(folder));
      for (Map.Entry<String, String> file : generate().entrySet()) {
        Files.writeString(Path.of(folder, file.getKey()), file.getValue());
      }
    }
  }

  /** The CRDs as YAML, by file name. */
  static Map<String, String> generate() {
    Memory memory = new Memory();
    new CRDGenerator()
        .customResourceClasses(FixedIp.class)
        .forCRDVersions("v1")
        .withPostProcessor(new CrdShape())
        .withOutput(memory)
        .generate();
    return memory.files();
  }

  private static final class Memory extends CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream> {
    private final Map<String, ByteArrayOutputStream> streams = new TreeMap<>();

    @Override
    protected ByteArrayOutputStream createStreamFor(String name) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      streams.put(name, stream);
      return stream;
    }

    private Map<String, String> files() {
      Map<String, String> files = new TreeMap<>();
      streams.forEach(
          (name, stream) -> files.put(name + ".yml", stream.toString(StandardCharsets.UTF_8)));
      return files;
    }
  }
}
