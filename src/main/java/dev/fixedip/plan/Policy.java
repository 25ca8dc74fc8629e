package dev.fixedip.plan;

import dev.fixedip.model.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The rules that hold for every FixedIp.
 *
 * @param clusterId what our tags say, so that two clusters in one account leave each other alone
 * @param allowVpcs the VPCs that may be changed; empty: all
 * @param allowSubnets the subnets that may be changed; empty: all
 * @param allowPingFrom what {@code ping.from} must lie in; empty: the VPC's own CIDRs
 * @param pollInterval how often EC2 is read whole
 */
public record Policy(
    String clusterId,
    Set<String> allowVpcs,
    Set<String> allowSubnets,
    List<Cidr> allowPingFrom,
    Duration pollInterval) {

  /** Whether that VPC may be changed. */
  public boolean permitsVpc(String vpcId) {
    return allowVpcs.isEmpty() || allowVpcs.contains(vpcId);
  }

  /** Whether that subnet may be changed. */
  public boolean permitsSubnet(String subnetId) {
    return allowSubnets.isEmpty() || allowSubnets.contains(subnetId);
  }

  /** Whether ping may be let in from there, in a VPC with those CIDRs. */
  public boolean permitsPingFrom(Cidr from, List<Cidr> vpcCidrs) {
    List<Cidr> allowed = allowPingFrom.isEmpty() ? vpcCidrs : allowPingFrom;
    return allowed.stream().anyMatch(it -> it.contains(from));
  }
}
