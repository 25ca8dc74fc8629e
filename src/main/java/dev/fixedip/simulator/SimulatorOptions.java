package dev.fixedip.simulator;

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
 * @param latencies how long things take
 * @param clock the time in the world
 * @param seed of all ids
 */
public record SimulatorOptions(
    int port, Consumer<World> world, Latencies latencies, InstantSource clock, long seed) {

  /** Any port, the story's world, no latencies, seed 1. */
  public static SimulatorOptions at(InstantSource clock) {
    return new SimulatorOptions(0, Worlds.story(), Latencies.none(), clock, 1);
  }

  /** With another port. */
  public SimulatorOptions withPort(int port) {
    return new SimulatorOptions(port, world, latencies, clock, seed);
  }

  /** With another world. */
  public SimulatorOptions withWorld(Consumer<World> world) {
    return new SimulatorOptions(port, world, latencies, clock, seed);
  }

  /** With other latencies. */
  public SimulatorOptions withLatencies(Latencies latencies) {
    return new SimulatorOptions(port, world, latencies, clock, seed);
  }

  /** With another seed. */
  public SimulatorOptions withSeed(long seed) {
    return new SimulatorOptions(port, world, latencies, clock, seed);
  }
}
