package dev.fixedip.bench;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** A simulator with a large world, no limits of rate and no latencies, until it is killed. */
final class LargeWorld {
  private LargeWorld() {}

  /** Starts it with as many instances and subnets as the arguments say. */
  public static void main(String[] arguments) throws InterruptedException {
    var world = Worlds.generated(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    var options = SimulatorOptions.at(InstantSource.system()).withWorld(world);
    try (var simulator = Simulator.start(options)) {
      System.out.println("EC2 simulator at " + simulator.endpoint());
      new CountDownLatch(1).await();
    }
  }
}
