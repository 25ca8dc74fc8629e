package dev.fixedip.cli.existing;

import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of EC2 is asked for.
 *
 * @param vpcs ids; empty: all
 * @param subnets ids; empty: all
 * @param tags all of which an interface or its instance must have
 */
public record Selection(Set<String> vpcs, Set<String> subnets, Map<String, String> tags) {

  boolean takes(NetworkInterface it, Optional<Instance> instance) {
    return (vpcs.isEmpty() || vpcs.contains(it.placement().vpcId()))
        && (subnets.isEmpty() || subnets.contains(it.placement().subnetId()))
        && tags.entrySet().stream()
            .allMatch(tag ->
                it.tags().entrySet().contains(tag)
                    || instance.filter(of -> of.tags().entrySet().contains(tag)).isPresent());
  }
}
