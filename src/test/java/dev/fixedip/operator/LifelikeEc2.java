package dev.fixedip.operator;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;

/**
 * EC2 as the operator meets it in life: what it does takes its time, and every read lags behind the
 * writes by a time of its own.
 */
final class LifelikeEc2 {
  /** How far a read may lag behind. */
  static final Duration WINDOW = Duration.ofSeconds(2);

  static final Latencies LATENCIES = Latencies.realistic().withReads(WINDOW);

  private LifelikeEc2() {}

  /** With the story's two instances. */
  static Simulator start() {
    return start(Worlds.story());
  }

  /** With that world. */
  static Simulator start(Consumer<World> world) {
    return Simulator.start(
        SimulatorOptions.at(InstantSource.system()).withWorld(world).withLatencies(LATENCIES));
  }

  /** Reads what is so in EC2 now, without lag: for what a test asserts of the world. */
  static Ec2Client truth(Simulator ec2) {
    return new Truth(ec2);
  }

  private record Truth(Simulator ec2) implements Ec2Client {
    @Override
    public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest request) {
      return ec2.truth(request, DescribeAddressesResponse.class);
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
      return ec2.truth(request, DescribeInstancesResponse.class);
    }

    @Override
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(
        DescribeNetworkInterfacesRequest request) {
      return ec2.truth(request, DescribeNetworkInterfacesResponse.class);
    }

    @Override
    public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(
        DescribeSecurityGroupRulesRequest request) {
      return ec2.truth(request, DescribeSecurityGroupRulesResponse.class);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
