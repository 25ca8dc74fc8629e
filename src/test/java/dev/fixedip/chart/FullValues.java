package dev.fixedip.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every documented value of the chart, other than it is in values.yaml. */
final class FullValues {
  private static final Path FILE =
      Path.of("src", "test", "resources", "dev", "fixedip", "chart", "full-values.yaml");

  private FullValues() {}

  static JsonNode all() {
    try {
      return Chart.documents(Files.readString(FILE)).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What that value is there. */
  static JsonNode of(Value value) {
    return Value.at(all(), value.path());
  }

  /** Values as YAML in which all that can be switched on is on, but for the simulation. */
  static String switchedOn(String others) {
    String on = others;
    for (Value value : Value.all()) {
      if (value.standard().isBoolean() && !value.path().equals("simulate")) {
        on = value.set(BooleanNode.TRUE, on);
      }
    }
    return on;
  }

  /** All of them with all switched on that can be, but for the simulation. */
  static String withAllSwitchedOn() {
    String all = Chart.yaml(all());
    return switchedOn(all.replace("simulate: true", "simulate: false"));
  }
}
