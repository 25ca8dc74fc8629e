package dev.fixedip.cli.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads the documents of a file, YAML or JSON. */
final class Documents {
  private static final int LONGEST = 1 << 28;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Documents() {}

  /**
   * The documents, those of a list each by itself; a text that cannot be read is told and has none.
   *
   * @param faults takes what goes wrong
   */
  static List<Document> of(Source source, List<Fault> faults) {
    try {
      return flattened(source.name(), trees(source));
    } catch (IOException e) {
      faults.add(new Fault(source.name(), unreadable(e)));
    } catch (YamlEngineException e) {
      faults.add(new Fault(source.name(), unreadable(e)));
    }
    return List.of();
  }

  private static List<JsonNode> trees(Source source) throws IOException {
    String text = source.text().stripLeading();
    if (source.isJson()) {
      return json(text);
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      try {
        return json(text);
      } catch (JsonProcessingException notJson) {
        return yaml(source);
      }
    }
    return yaml(source);
  }

  private static List<JsonNode> json(String text) throws IOException {
    try (MappingIterator<JsonNode> trees = JSON.readerFor(JsonNode.class).readValues(text)) {
      return trees.readAll();
    }
  }

  private static List<JsonNode> yaml(Source source) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setSchema(new CoreSchema())
            .setCodePointLimit(LONGEST)
            .build();
    Iterator<Object> values = new Load(settings).loadAllFromString(source.text()).iterator();
    List<JsonNode> trees = new ArrayList<>();
    while (values.hasNext()) {
      @Nullable Object value = values.next();
      trees.add(JSON.valueToTree(value));
    }
    return trees;
  }

  private static List<Document> flattened(String file, List<JsonNode> trees) {
    List<Document> documents = new ArrayList<>();
    for (int number = 1; number <= trees.size(); number++) {
      JsonNode tree = trees.get(number - 1);
      if (!(tree instanceof ContainerNode)) {
        continue;
      }
      if (!Document.isList(tree)) {
        documents.add(new Document(new Place(file, number, null), tree));
        continue;
      }
      int item = 0;
      for (JsonNode one : tree.path("items")) {
        documents.add(new Document(new Place(file, number, ++item), one));
      }
    }
    return documents;
  }

  private static String unreadable(IOException e) {
    if (!(e instanceof JsonProcessingException json)) {
      return "this is no JSON: correct it";
    }
    var location = json.getLocation();
    return "this is no JSON: %s%s: correct it"
        .formatted(
            firstLine(json.getOriginalMessage()),
            location == null
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr()));
  }

  private static String unreadable(YamlEngineException e) {
    String problem = e.getMessage();
    String where = "";
    if (e instanceof MarkedYamlEngineException marked) {
      problem = marked.getProblem();
      where =
          marked
              .getProblemMark()
              .map(it -> " (line %d, column %d)".formatted(it.getLine() + 1, it.getColumn() + 1))
              .orElse("");
    }
    return "this is no YAML: %s%s: correct it".formatted(firstLine(problem), where);
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "it breaks off" : text.lines().findFirst().orElse("it breaks off");
  }
}
