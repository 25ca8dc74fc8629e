package dev.fixedip.ec2;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How one account and region of EC2 is used.
 *
 * @param clusterId the value of the tag {@code fixedip.dev/cluster} on what is ours
 * @param pollInterval time from one whole read's beginning to the next one's
 * @param rateShare the share of EC2's published rates that is taken, above 0
 * @param endpoint an EC2 simulator in place of EC2: no AWS account is needed then; empty leaves
 *     region, endpoint and credentials to the SDK's usual chain
 */
public record Ec2Settings(
    String clusterId, Duration pollInterval, double rateShare, Optional<URI> endpoint) {

  /** The operator's defaults, for that cluster. */
  public static Ec2Settings of(String clusterId) {
    return new Ec2Settings(clusterId, Duration.ofSeconds(30), 0.5, Optional.empty());
  }
}
