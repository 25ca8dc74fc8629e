package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Zones;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateDefaultVpcResponse;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The VPC that needs no set-up (VPC User Guide, "Default VPCs"). */
final class DefaultVpcOps {
  private final World world;
  private final Networks networks;
  private final VpcCidrOps cidrs;

  DefaultVpcOps(World world, VpcCidrOps cidrs) {
    this.world = world;
    this.networks = new Networks(world);
    this.cidrs = cidrs;
  }

  @Action
  CreateDefaultVpcResponse create(CreateDefaultVpcRequest request) {
    if (networks.defaultVpc().isPresent()) {
      throw new Ec2Error(
          "DefaultVpcAlreadyExists",
          "A Default VPC already exists for this account in this region.");
    }
    Vpc vpc =
        networks.make(
            new Networks.NewVpc(
                world.ids().next("vpc"),
                "172.31.0.0/16",
                world.ids().next("sg"),
                true,
                Tenancy.DEFAULT,
                List.of()));
    for (int i = 0; i < Zones.ALL.size(); i++) {
      subnet(vpc, i);
    }
    networks.attach(networks.gateway(List.of()), vpc.vpcId());
    return CreateDefaultVpcResponse.builder().vpc(cidrs.pending(vpc)).build();
  }

  private void subnet(Vpc vpc, int number) {
    networks.make(
        new Networks.NewSubnet(
            world.ids().next("subnet"),
            vpc.vpcId(),
            "172.31.%d.0/20".formatted(16 * number),
            Zones.ALL.get(number),
            true,
            List.of()));
  }
}
