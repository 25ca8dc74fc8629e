package dev.fixedip.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured.
 *
 * @param version of FixedIp
 */
record Report(String version, Machine machine, Effort effort, List<Section> sections) {
  /** A scenario with its figures. */
  record Section(Scenario scenario, List<Measurement> measurements) {}

  /** Writes {@code report.md} and {@code report.json}; answers where the former is. */
  Path write(Path folder) {
    try {
      Files.createDirectories(folder);
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(folder.resolve("report.json").toFile(), json());
      return Files.writeString(folder.resolve("report.md"), markdown());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + folder, e);
    }
  }

  private String markdown() {
    var text = new StringBuilder();
    text.append(
        """
        # Benchmark of FixedIp %s

        - Machine: %s, %d cores, %s GB, %s; load average at the start: %s
        - Java: %s
        - Simulator's world: %d instances with an interface each, in %d subnets
        - Operator's fleet: %d FixedIps
        - What is measured over time: %d s of warm-up, then %d runs of %s s
        """
            .formatted(
                version,
                machine.processor(),
                machine.cores(),
                number(machine.memory()),
                machine.system(),
                number(machine.load()),
                machine.java(),
                effort.instances(),
                effort.subnets(),
                effort.fixedIps(),
                effort.warmUp().toSeconds(),
                effort.runs(),
                number(effort.run().toMillis() / 1e3)));
    for (Section section : sections) {
      text.append(
          """

          ## %s: %s

          %s

          | | Goal | Median | Min | Max | Samples | Met |
          |---|---|---|---|---|---|---|
          """
              .formatted(
                  section.scenario.name(),
                  section.scenario.title(),
                  section.scenario.conditions()));
      section.measurements.forEach(measured -> text.append(row(measured)));
    }
    return text.toString();
  }

  private static String row(Measurement measured) {
    String unit = measured.unit();
    return "| %s | %s | %s %s | %s | %s | %d | %s |\n"
        .formatted(
            measured.name(),
            measured.goal().map(goal -> goal.in(unit)).orElse(""),
            number(measured.median()),
            unit,
            number(measured.min()),
            number(measured.max()),
            measured.samples().size(),
            measured.met().map(met -> met ? "yes" : "**no**").orElse(""));
  }

  /** A number with as many digits as mean something. */
  static String number(double number) {
    boolean whole = number >= 1000 || number == Math.rint(number);
    return String.format(Locale.ROOT, whole ? "%,.0f" : number < 10 ? "%.2f" : "%.1f", number);
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", version);
    json.put("machine", machine);
    json.put("instances", effort.instances());
    json.put("subnets", effort.subnets());
    json.put("fixedIps", effort.fixedIps());
    json.put("runs", effort.runs());
    json.put("runSeconds", effort.run().toMillis() / 1e3);
    json.put("scenarios", sections.stream().map(Report::json).toList());
    return json;
  }

  private static Map<String, Object> json(Section section) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", section.scenario.name());
    json.put("title", section.scenario.title());
    json.put("conditions", section.scenario.conditions());
    json.put("measurements", section.measurements.stream().map(Report::json).toList());
    return json;
  }

  private static Map<String, Object> json(Measurement measured) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", measured.name());
    json.put("unit", measured.unit());
    measured.goal().ifPresent(goal -> json.put("goal", goal.in(measured.unit())));
    measured.met().ifPresent(met -> json.put("met", met));
    json.put("median", measured.median());
    json.put("min", measured.min());
    json.put("max", measured.max());
    json.put("samples", measured.samples().size());
    return json;
  }
}
