package dev.fixedip.cli;

import dev.fixedip.model.Cidr;
import dev.fixedip.plan.Policy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what in EC2 may be changed, for every command that plans. */
final class GuardrailOptions {
  @Option(
      names = "--allow-vpcs",
      paramLabel = "ID",
      split = ",",
      description = "The VPCs that may be changed (default: all).")
  Set<String> allowVpcs = new LinkedHashSet<>();

  @Option(
      names = "--allow-subnets",
      paramLabel = "ID",
      split = ",",
      description = "The subnets that may be changed (default: all).")
  Set<String> allowSubnets = new LinkedHashSet<>();

  @Option(
      names = "--allow-ping-from",
      paramLabel = "CIDR",
      split = ",",
      description = "What spec.ping.from must lie in (default: the VPC's own CIDRs).")
  List<Cidr> allowPingFrom = List.of();

  /**
   * The rules that these options make.
   *
   * @param clusterId what our tags say
   * @param pollInterval how often EC2 is read whole
   */
  Policy policy(String clusterId, Duration pollInterval) {
    return new Policy(clusterId, allowVpcs, allowSubnets, allowPingFrom, pollInterval);
  }
}
