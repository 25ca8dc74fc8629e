package dev.fixedip.cli;

import dev.fixedip.ec2.Ec2UnreadableException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which EC2 it is, for every command that reads EC2. */
final class Ec2Options {
  @Option(
      names = "--simulate",
      description = {
        "No AWS account: EC2 is simulated in this process, with two instances to play with."
      })
  boolean simulate;

  /**
   * Opens EC2 for that long, and tells if it takes longer than a few seconds.
   *
   * @throws Problem if region or credentials are missing, or EC2 does not answer
   */
  <T> T look(PrintWriter told, Function<Ec2Look, T> reading) {
    try (var ec2 = Ec2Look.open(simulate, InstantSource.system());
        var _ = Progress.of("Reading " + ec2.where(), told)) {
      return reading.apply(ec2);
    } catch (Ec2UnreadableException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }
}
