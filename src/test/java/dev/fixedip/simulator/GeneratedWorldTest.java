package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.world.Worlds;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;

class GeneratedWorldTest {
  @Test
  void aLargeWorldIsReadInPages() {
    var options = SimulatorOptions.at(InstantSource.system()).withWorld(Worlds.generated(6000, 3));
    try (var simulator = Simulator.start(options);
        Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint())) {
      List<NetworkInterface> all =
          ec2.describeNetworkInterfacesPaginator(r -> r.maxResults(1000)).stream()
              .flatMap(page -> page.networkInterfaces().stream())
              .toList();
      Set<String> zones =
          ec2.describeSubnets(r -> {}).subnets().stream()
              .map(Subnet::availabilityZone)
              .collect(Collectors.toSet());

      assertThat(all).hasSize(6000).doesNotHaveDuplicates();
      assertThat(all)
          .allMatch(face -> face.attachment().instanceId().startsWith("i-"))
          .extracting(NetworkInterface::networkInterfaceId)
          .contains(Worlds.id("eni", 1), Worlds.id("eni", 6000));
      assertThat(zones).hasSize(3);
      assertThat(simulator.calls().count("DescribeNetworkInterfaces")).isEqualTo(6);
      Ec2Contract.assertRefused(
          () -> ec2.describeNetworkInterfaces(r -> {}), "OperationNotPermitted", "MaxResults");
    }
  }
}
