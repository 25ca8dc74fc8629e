package dev.fixedip.cli;

import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.VirtualClock;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.file.Json;
import dev.fixedip.simulator.file.WorldReader;
import dev.fixedip.simulator.rates.Rates;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code simulate}. */
final class SimulateOptions {
  private static final Instant VIRTUAL_START = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> LATENCIES =
      List.of(
          "create", "attach", "detach", "start", "stop", "terminate", "status-checks", "forget");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port to listen on; 0 for any free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same ids (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(
      names = "--world",
      paramLabel = "FILE",
      description = "A YAML or JSON file that says what there is (default: two instances).")
  @Nullable Path world;

  @Option(
      names = "--instances",
      paramLabel = "N",
      description = "Generate a world with that many instances.")
  @Nullable Integer instances;

  @Option(
      names = "--subnets",
      paramLabel = "N",
      description = "Spread the generated instances over that many subnets (default: 1).")
  @Nullable Integer subnets;

  @Option(
      names = "--at-once",
      description = "Do without the seconds that EC2 takes to attach, start and so on.")
  boolean atOnce;

  @Option(
      names = "--latency",
      paramLabel = "NAME=DURATION",
      split = ",",
      description = {
        "How long one of these takes: create, attach, detach, start, stop, terminate,"
            + " status-checks, forget. May be given several times."
      })
  Map<String, Duration> latencies = new LinkedHashMap<>();

  @Option(
      names = "--read-lag",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description =
          "How far reads may lag behind writes: EC2 is eventually consistent (default:"
              + " ${DEFAULT-VALUE}).")
  Duration readLag = Duration.ZERO;

  @Option(
      names = "--rates",
      paramLabel = "FACTOR",
      defaultValue = "1",
      converter = Factor.class,
      description =
          "A factor on EC2's own rate limits, or 'off' for none (default: ${DEFAULT-VALUE}).")
  double rates = 1;

  @Option(
      names = "--other-tenant",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of each rate that somebody else's calls ask for, from 0 to 1 (default:"
              + " ${DEFAULT-VALUE}).")
  double otherTenant;

  @Option(
      names = "--fresh-tokens",
      description = {
        "A ClientToken of a deleted interface makes a new one, instead of answering the dead id."
      })
  boolean freshTokens;

  @Option(
      names = "--virtual-clock",
      description = "Time stands still until POST /_simulator/clock lets it go on.")
  boolean virtualClock;

  /** Reads a factor, or {@code off}. */
  static final class Factor implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (text.equalsIgnoreCase("off")) {
        return 0.0;
      }
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text + "' is no factor: write a number such as 1 or 10, or off");
      }
    }
  }

  /**
   * The simulator that these options ask for.
   *
   * @throws Problem if they do not fit together
   */
  SimulatorOptions simulator(InstantSource clock) {
    if (port < 0 || port > 65_535) {
      throw new Problem("--port is %d: choose one from 0 (any free one) to 65535".formatted(port));
    }
    var options =
        SimulatorOptions.at(virtualClock ? new VirtualClock(VIRTUAL_START) : clock)
            .withPort(port)
            .withSeed(seed)
            .withWorld(content())
            .withLatencies(latencies())
            .withRates(rates());
    return freshTokens ? options.withTokensForgotten() : options;
  }

  private Consumer<World> content() {
    if (world != null && (instances != null || subnets != null)) {
      throw new Problem(
          "--world and --instances exclude each other: the file %s says what there is; leave one of them out"
              .formatted(world));
    }
    if (world != null) {
      return read(world);
    }
    if (instances == null) {
      if (subnets != null) {
        throw new Problem(
            "--subnets needs --instances: say how many instances to spread, such as --instances"
                + " 100");
      }
      return Worlds.story().andThen(Worlds.defaultVpc());
    }
    try {
      return Worlds.generated(instances, subnets == null ? 1 : subnets);
    } catch (IllegalArgumentException e) {
      throw new Problem("--instances and --subnets: " + e.getMessage(), e);
    }
  }

  private static Consumer<World> read(Path file) {
    try {
      Consumer<World> content = WorldReader.read(Files.readString(file));
      return world -> {
        try {
          content.accept(world);
        } catch (BadInput e) {
          throw problem(file, e);
        }
      };
    } catch (BadInput e) {
      throw problem(file, e);
    } catch (IOException e) {
      throw new Problem(
          "--world %s cannot be read (%s): name a file that is there, such as examples/world.yaml"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static Problem problem(Path file, BadInput e) {
    return new Problem(e.inFile(String.valueOf(file.getFileName())).getMessage(), e);
  }

  private Latencies latencies() {
    Map<String, Duration> changes = new LinkedHashMap<>();
    latencies.forEach((name, duration) -> {
      if (!LATENCIES.contains(name)) {
        throw new Problem(
            "--latency %s is unknown: name one of %s"
                .formatted(name, String.join(", ", LATENCIES)));
      }
      changes.put(name.equals("status-checks") ? "statusChecks" : name, duration);
    });
    changes.put("reads", readLag);
    changes.forEach((name, duration) -> {
      if (duration.isNegative()) {
        throw new Problem(
            "%s is %s: choose 0s or more"
                .formatted(name.equals("reads") ? "--read-lag" : "--latency " + name, duration));
      }
    });
    return Json.changed(atOnce ? Latencies.none() : Latencies.realistic(), Json.write(changes));
  }

  private Rates.Options rates() {
    if (!(rates >= 0 && rates <= 1e6)) {
      throw new Problem("--rates is %s: choose a factor up to 1000000, or off".formatted(rates));
    }
    if (!(otherTenant >= 0 && otherTenant <= 1)) {
      throw new Problem("--other-tenant is %s: choose a share from 0 to 1".formatted(otherTenant));
    }
    return new Rates.Options(rates, otherTenant);
  }
}
