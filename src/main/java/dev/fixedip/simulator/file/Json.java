package dev.fixedip.simulator.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;

/** JSON and YAML from and to records: strict, with messages that say what to write instead. */
public final class Json {
  private static final int LONGEST = 1 << 30;

  private static final ObjectMapper JSON = strict(JsonMapper.builder());
  private static final ObjectMapper YAML = strict(YAMLMapper.builder(yaml()));

  private Json() {}

  private static YAMLFactory yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(LONGEST);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .streamReadConstraints(StreamReadConstraints.builder().maxDocumentLength(LONGEST).build())
        .build();
  }

  private static ObjectMapper strict(MapperBuilder<?, ?> builder) {
    return builder
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
        .addModule(
            new SimpleModule()
                .addSerializer(Duration.class, ToStringSerializer.instance)
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addDeserializer(Duration.class, text(Duration.class, Durations::parse))
                .addDeserializer(Instant.class, text(Instant.class, Json::instant)))
        .build();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'%s' is no time; write it as 2026-01-31T12:00:00Z".formatted(text), e);
    }
  }

  private static <T> FromStringDeserializer<T> text(Class<T> type, Function<String, T> parser) {
    return new FromStringDeserializer<>(type) {
      @Override
      protected T _deserialize(String value, DeserializationContext context) {
        return parser.apply(value);
      }
    };
  }

  /**
   * Reads JSON, which begins with a brace or bracket, or YAML.
   *
   * @throws BadInput with the place and what to write instead
   */
  public static <T> T read(String text, Class<T> type) {
    return bind(tree(text), type);
  }

  /**
   * Reads one object or a list of them.
   *
   * @throws BadInput with the place and what to write instead
   */
  public static <T> List<T> readSome(String text, Class<T> type) {
    JsonNode tree = tree(text);
    if (!tree.isArray()) {
      return List.of(bind(tree, type));
    }
    List<T> all = new ArrayList<>();
    for (JsonNode item : tree) {
      try {
        all.add(bind(item, type));
      } catch (BadInput e) {
        throw e.in("[%d]".formatted(all.size()));
      }
    }
    return all;
  }

  private static JsonNode tree(String text) {
    boolean json = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
    try {
      JsonNode tree = (json ? JSON : YAML).readTree(text);
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        throw new BadInput("", "there is nothing to read; write a JSON or YAML document");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw Complaints.unreadable(e, json ? "JSON" : "YAML");
    }
  }

  private static <T> T bind(JsonNode tree, Class<T> type) {
    try (JsonParser parser = JSON.treeAsTokens(tree)) {
      return JSON.readValue(parser, type);
    } catch (java.io.IOException e) {
      throw Complaints.of(e);
    }
  }

  /**
   * A record with some of its fields changed.
   *
   * @param changes an object with fields of the record
   * @throws BadInput with the place and what to write instead
   */
  @SuppressWarnings("unchecked")
  public static <T> T changed(T current, String changes) {
    JsonNode tree = tree(changes);
    ObjectNode merged = JSON.valueToTree(current);
    if (!(tree instanceof ObjectNode object)) {
      throw new BadInput(
          "",
          "write an object with some of the fields "
              + String.join(", ", (Iterable<String>) merged::fieldNames));
    }
    object
        .properties()
        .forEach(field -> {
          if (field.getValue().isNumber() && field.getValue().asDouble() < 0) {
            throw new BadInput(field.getKey(), field.getValue() + " is negative; write 0 or more");
          }
          merged.set(field.getKey(), field.getValue());
        });
    return bind(merged, (Class<T>) current.getClass());
  }

  /** Writes JSON, indented, with a line end. */
  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
