package dev.fixedip.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fixedip.api.FixedIp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the FixedIps of a YAML or JSON file, as {@code kubectl get -o yaml} prints them. */
final class FixedIpFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private FixedIpFile() {}

  /**
   * The FixedIps of the file, of all its documents and lists.
   *
   * @param file {@code -} for standard input
   * @throws Problem if it cannot be read, or has none
   */
  static List<FixedIp> read(Path file) {
    List<FixedIp> found = new ArrayList<>();
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(text(file))) {
      while (documents.hasNextValue()) {
        for (JsonNode it : resources(documents.nextValue()).toList()) {
          found.add(YAML.treeToValue(it, FixedIp.class));
        }
      }
    } catch (JsonProcessingException e) {
      throw new Problem("%s is no YAML of FixedIps: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new Problem(
          "%s cannot be read (%s): name a file that is there, or - for standard input"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
    if (found.isEmpty()) {
      throw new Problem(
          "%s has no FixedIp: name a file with one, as 'kubectl get fixedip NAME -o yaml' prints it"
              .formatted(file));
    }
    return found;
  }

  private static String text(Path file) throws IOException {
    return file.toString().equals("-")
        ? new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        : Files.readString(file);
  }

  private static Stream<JsonNode> resources(JsonNode document) {
    String kind = document.path("kind").asText();
    return kind.endsWith("List")
        ? document.path("items").valueStream().flatMap(FixedIpFile::resources)
        : Stream.of(document).filter(_ -> kind.equals("FixedIp"));
  }
}
