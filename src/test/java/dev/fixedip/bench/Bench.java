package dev.fixedip.bench;

import dev.fixedip.bench.fleet.Fleets;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the scenarios and writes the report. The exit status is 0 when all could be measured and
 * all did their work, however long it took.
 */
public final class Bench {
  private static final List<Scenario> ALL =
      Stream.concat(
              Stream.of(new MemoryScenario(), new PageScenario(), new CallsScenario()),
              Fleets.scenarios().stream())
          .toList();

  private final List<Scenario> scenarios;
  private final Effort effort;
  private final PrintStream out;

  private Bench(List<Scenario> scenarios, Effort effort, PrintStream out) {
    this.scenarios = scenarios;
    this.effort = effort;
    this.out = out;
  }

  /**
   * The benchmark.
   *
   * @param only the names of the scenarios to measure, parted by commas; empty for all
   * @throws IllegalArgumentException for a name that no scenario has
   */
  static Bench of(String only, Effort effort, PrintStream out) {
    Set<String> wanted =
        Arrays.stream(only.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    List<String> known = ALL.stream().map(Scenario::name).toList();
    if (!known.containsAll(wanted)) {
      throw new IllegalArgumentException(
          "bench.only=%s: the scenarios are %s".formatted(only, String.join(", ", known)));
    }
    Stream<Scenario> chosen =
        ALL.stream().filter(it -> wanted.isEmpty() || wanted.contains(it.name()));
    return new Bench(chosen.toList(), effort, out);
  }

  /** Measures all that {@code -Dbench.only} asks for, into {@code target/bench}. */
  public static void main(String[] arguments) {
    try {
      Effort effort =
          Effort.WHOLE
              .withFixedIps(Integer.getInteger("bench.size", Effort.WHOLE.fixedIps()))
              .withRuns(Integer.getInteger("bench.runs", Effort.WHOLE.runs()));
      var bench = of(System.getProperty("bench.only", ""), effort, System.out);
      bench.measure(System.getProperty("bench.version", ""), Path.of("target", "bench"));
    } catch (RuntimeException notMeasured) {
      System.out.println("[bench] failed");
      notMeasured.printStackTrace(System.out);
      System.exit(1);
    }
  }

  /** The names of the scenarios that it measures. */
  List<String> names() {
    return scenarios.stream().map(Scenario::name).toList();
  }

  /** Measures, and writes the report into the folder. */
  Report measure(String version, Path folder) {
    Machine machine = Machine.here();
    List<Report.Section> sections = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      say(scenario.name() + ": " + scenario.title());
      List<Measurement> measured = scenario.measure(effort);
      sections.add(new Report.Section(scenario, measured));
      measured.forEach(this::say);
      new Report(version, machine, effort, sections).write(folder);
    }
    var report = new Report(version, machine, effort, sections);
    say("report: " + report.write(folder).toAbsolutePath());
    return report;
  }

  private void say(Measurement measured) {
    String unit = measured.unit();
    say(
        "  %s: %s %s%s"
            .formatted(
                measured.name(),
                Report.number(measured.median()),
                unit,
                measured
                    .goal()
                    .map(goal ->
                        " (goal: %s; %s)"
                            .formatted(
                                goal.in(unit), goal.isMetBy(measured.median()) ? "met" : "not met"))
                    .orElse("")));
  }

  private void say(String line) {
    out.println("[bench] " + line);
    out.flush();
  }
}
