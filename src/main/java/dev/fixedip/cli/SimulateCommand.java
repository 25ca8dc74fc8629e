package dev.fixedip.cli;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Table;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the EC2 simulator alone, for any AWS client on this machine, until it is stopped. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the EC2 simulator alone, on the loopback address, until Ctrl-C.")
public final class SimulateCommand implements Callable<Integer> {
  @Mixin private final SimulateOptions options = new SimulateOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Made by picocli. */
  public SimulateCommand() {}

  /** Starts the simulator and waits for the end of the process. */
  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (var simulator = start(options.simulator(InstantSource.system()))) {
      Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "stop-simulator"));
      print(simulator, out);
      new CountDownLatch(1).await();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
    return CommandLine.ExitCode.OK;
  }

  private static Simulator start(SimulatorOptions options) {
    try {
      return Simulator.start(options);
    } catch (UncheckedIOException e) {
      Throwable cause = e.getCause();
      throw new Problem(
          "Port %d of 127.0.0.1 cannot be had (%s): choose another --port, or 0 for any free one"
              .formatted(options.port(), cause == null ? "" : cause.getMessage()),
          e);
    }
  }

  private void print(Simulator simulator, PrintWriter out) {
    out.printf(
        """
        EC2 simulator at %1$s

        export AWS_ENDPOINT_URL=%1$s
        export AWS_REGION=%2$s
        export AWS_DEFAULT_REGION=%2$s
        export AWS_ACCESS_KEY_ID=simulated
        export AWS_SECRET_ACCESS_KEY=simulated

        """,
        simulator.endpoint(), World.REGION);
    if (options.world == null && options.instances == null) {
      printStory(out);
    } else {
      printCounts(simulator.world(), out);
    }
    out.printf(
        """

        Faults, time and the world itself: curl %s/_simulator/

        Stop with Ctrl-C.
        """,
        simulator.endpoint());
    out.flush();
  }

  private static void printStory(PrintWriter out) {
    out.printf(
        """
        VPC      %1$s  10.0.0.0/21
        Subnet   %2$s  10.0.0.0/24
        Linux    %3$s  %4$s  %5$s
        Windows  %6$s  %7$s  %8$s
        Group    %9$s  allows SSH and RDP, no ping
        Images   %10$s (Linux), %11$s (Windows)
        Default  a default VPC, 172.31.0.0/16, as every AWS account has one

        aws ec2 describe-instances --instance-ids %6$s
        aws ec2 create-network-interface --subnet-id %2$s --private-ip-address 10.0.0.51
        aws ec2 describe-network-interfaces --filters Name=vpc-id,Values=%1$s
        """,
        Worlds.VPC,
        Worlds.SUBNET,
        Worlds.LINUX,
        Worlds.LINUX_INTERFACE,
        Worlds.LINUX_ADDRESS,
        Worlds.WINDOWS,
        Worlds.WINDOWS_INTERFACE,
        Worlds.WINDOWS_ADDRESS,
        Worlds.GROUP,
        Images.LINUX,
        Images.WINDOWS);
  }

  private static void printCounts(World world, PrintWriter out) {
    line(out, world, "VPCs", World::vpcs);
    line(out, world, "Subnets", World::subnets);
    line(out, world, "Groups", World::groups);
    line(out, world, "Instances", World::instances);
    line(out, world, "Interfaces", World::interfaces);
    out.printf(
        """

        aws ec2 describe-instances --max-results 5
        aws ec2 describe-subnets
        aws ec2 describe-network-interfaces --max-results 5
        """);
  }

  private static <T> void line(
      PrintWriter out, World world, String name, Function<World, Table<T>> kind) {
    world.transact(() -> {
      Table<T> table = kind.apply(world);
      String some =
          table.all().stream()
              .limit(2)
              .map(table.kind().id())
              .collect(java.util.stream.Collectors.joining("  "));
      out.printf("%-10s %6d  %s%s%n", name, table.size(), some, table.size() > 2 ? "  …" : "");
      return name;
    });
  }
}
