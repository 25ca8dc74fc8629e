package dev.fixedip.cli;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the EC2 simulator alone, for any AWS client on this machine, until it is stopped. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the EC2 simulator alone, on the loopback address, until Ctrl-C.")
public final class SimulateCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port to listen on; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same ids (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--at-once",
      description = "Do without the seconds that EC2 takes to attach, start and so on.")
  private boolean atOnce;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** Starts the simulator and waits for the end of the process. */
  @Override
  public Integer call() throws InterruptedException {
    var options =
        SimulatorOptions.at(InstantSource.system())
            .withPort(port)
            .withSeed(seed)
            .withLatencies(atOnce ? Latencies.none() : Latencies.realistic());
    try (var simulator = Simulator.start(options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop-simulator"));
      print(simulator.endpoint().toString(), spec.commandLine().getOut());
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static void print(String endpoint, PrintWriter out) {
    out.printf(
        """
        EC2 simulator at %1$s

        export AWS_ENDPOINT_URL_EC2=%1$s
        export AWS_ENDPOINT_URL_STS=%1$s
        export AWS_REGION=%2$s
        export AWS_DEFAULT_REGION=%2$s
        export AWS_ACCESS_KEY_ID=simulated
        export AWS_SECRET_ACCESS_KEY=simulated

        VPC      %3$s  10.0.0.0/21
        Subnet   %4$s  10.0.0.0/24
        Linux    %5$s  %6$s  %7$s
        Windows  %8$s  %9$s  %10$s
        Group    %11$s  allows SSH and RDP, no ping
        Images   %12$s (Linux), %13$s (Windows)

        aws ec2 describe-instances --instance-ids %8$s
        aws ec2 create-network-interface --subnet-id %4$s --private-ip-address 10.0.0.51
        aws ec2 describe-network-interfaces --filters Name=vpc-id,Values=%3$s

        Stop with Ctrl-C.
        """,
        endpoint,
        World.REGION,
        Worlds.VPC,
        Worlds.SUBNET,
        Worlds.LINUX,
        Worlds.LINUX_INTERFACE,
        Worlds.LINUX_ADDRESS,
        Worlds.WINDOWS,
        Worlds.WINDOWS_INTERFACE,
        Worlds.WINDOWS_ADDRESS,
        Worlds.GROUP,
        Worlds.LINUX_IMAGE,
        Worlds.WINDOWS_IMAGE);
    out.flush();
  }
}
