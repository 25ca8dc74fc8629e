package dev.fixedip.simulator;

import dev.fixedip.simulator.rates.Rates;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How a simulator starts.
 *
 * @param port on the loopback address; 0 for any free one
 * @param world fills the empty world, such as {@link Worlds#story()}
 * @param nature of the world: its time and its seed
 * @param rates how often it may be called
 */
public record SimulatorOptions(
    int port, Consumer<World> world, World.Nature nature, Rates.Options rates) {

  /** Any port, the story's world, no latencies, seed 1, no limits of rate. */
  public static SimulatorOptions at(InstantSource clock) {
    return new SimulatorOptions(
        0, Worlds.story(), new World.Nature(clock, Latencies.none(), 1, true), Rates.Options.OFF);
  }

  /** With another port. */
  public SimulatorOptions withPort(int port) {
    return new SimulatorOptions(port, world, nature, rates);
  }

  /** With another world. */
  public SimulatorOptions withWorld(Consumer<World> world) {
    return new SimulatorOptions(port, world, nature, rates);
  }

  /** With other rates. */
  public SimulatorOptions withRates(Rates.Options rates) {
    return new SimulatorOptions(port, world, nature, rates);
  }

  /** With other latencies. */
  public SimulatorOptions withLatencies(Latencies latencies) {
    return withNature(
        new World.Nature(nature.clock(), latencies, nature.seed(), nature.tokensOutlive()));
  }

  /** With another seed. */
  public SimulatorOptions withSeed(long seed) {
    return withNature(
        new World.Nature(nature.clock(), nature.latencies(), seed, nature.tokensOutlive()));
  }

  /** A ClientToken whose interface was deleted makes a new one instead of answering the dead id. */
  public SimulatorOptions withTokensForgotten() {
    return withNature(new World.Nature(nature.clock(), nature.latencies(), nature.seed(), false));
  }

  private SimulatorOptions withNature(World.Nature nature) {
    return new SimulatorOptions(port, world, nature, rates);
  }
}
