package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.FixedIpStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the cluster has: the FixedIps, the one that is planned for among them, and the nodes. */
public interface Neighbours {
  /** One of them. */
  record Neighbour(Desired desired, FixedIpStatus status) {}

  /** Those that ask for that address, wherever. */
  Collection<Neighbour> withAddress(String address);

  /** Those that name their instance in the very same way. */
  Collection<Neighbour> withInstance(InstanceSelector selector);

  /** Those whose status says that an address of that interface is, or is to be, theirs. */
  Collection<Neighbour> withAddressOn(String interfaceId);

  /** All of them. */
  Collection<Neighbour> all();

  /** The nodes that FixedIps may name. */
  Nodes nodes();

  /** Neighbours that never change, where no nodes are known. */
  static Neighbours of(List<Neighbour> all) {
    return of(all, Nodes.NONE);
  }

  /** Neighbours that never change, and nodes. */
  static Neighbours of(List<Neighbour> all, Nodes nodes) {
    Map<String, List<Neighbour>> byAddress =
        all.stream().collect(Collectors.groupingBy(it -> it.desired().address()));
    return new Neighbours() {
      @Override
      public Collection<Neighbour> withAddress(String address) {
        return byAddress.getOrDefault(address, List.of());
      }

      @Override
      public Collection<Neighbour> withInstance(InstanceSelector selector) {
        return all.stream().filter(it -> selector.equals(it.desired().spec().instance())).toList();
      }

      @Override
      public Collection<Neighbour> withAddressOn(String interfaceId) {
        return all.stream()
            .filter(it ->
                Optional.ofNullable(it.status().owned()).orElse(List.of()).stream()
                    .anyMatch(own -> own.target().equals(interfaceId)))
            .toList();
      }

      @Override
      public Collection<Neighbour> all() {
        return all;
      }

      @Override
      public Nodes nodes() {
        return nodes;
      }
    };
  }
}
