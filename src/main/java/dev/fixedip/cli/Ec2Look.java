package dev.fixedip.cli;

import dev.fixedip.ec2.Ec2Access;
import dev.fixedip.ec2.Ec2Clients;
import dev.fixedip.ec2.Ec2Settings;
import dev.fixedip.ec2.Limits;
import dev.fixedip.ec2.Survey;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import java.time.InstantSource;
import java.util.Optional;

/** EC2, or a simulator in its place, for a command that reads it once and never writes. */
final class Ec2Look implements AutoCloseable {
  private final Optional<Simulator> simulator;
  private final Ec2Settings settings;
  private final Ec2Clients clients;
  private final InstantSource clock;

  private Ec2Look(
      Optional<Simulator> simulator,
      Ec2Settings settings,
      Ec2Clients clients,
      InstantSource clock) {
    this.simulator = simulator;
    this.settings = settings;
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * Opens it; reads nothing yet.
   *
   * @throws Problem if region or credentials are missing
   */
  static Ec2Look open(boolean simulate, InstantSource clock) {
    Optional<Simulator> simulator =
        simulate ? Optional.of(Simulator.start(SimulatorOptions.at(clock))) : Optional.empty();
    Ec2Settings usual = Ec2Settings.of("");
    Ec2Settings settings =
        new Ec2Settings(
            usual.clusterId(),
            usual.pollInterval(),
            usual.rateShare(),
            simulator.map(Simulator::endpoint));
    Ec2Access.problem(settings)
        .ifPresent(problem -> {
          throw new Problem(problem);
        });
    return new Ec2Look(simulator, settings, new Ec2Clients(settings, () -> false), clock);
  }

  /** Which EC2 it is, for people. */
  String where() {
    return simulator.isPresent() ? "a simulated EC2" : clients.where();
  }

  /**
   * Reads it.
   *
   * @throws dev.fixedip.ec2.Ec2UnreadableException if it does not answer
   */
  Survey survey() {
    return Survey.of(clients, new Limits(settings.rateShare(), clock), clock);
  }

  @Override
  public void close() {
    clients.close();
    simulator.ifPresent(Simulator::close);
  }
}
