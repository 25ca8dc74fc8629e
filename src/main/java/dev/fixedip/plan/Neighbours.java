package dev.fixedip.plan;

import dev.fixedip.api.FixedIpStatus;
import java.util.Collection;
import java.util.List;

/** The FixedIps of the cluster, the one that is planned for among them. */
public interface Neighbours {

  /** One of them. */
  record Neighbour(Desired desired, FixedIpStatus status) {}

  /** Those that ask for that address, wherever. */
  Collection<Neighbour> withAddress(String address);

  /** All of them. */
  Collection<Neighbour> all();

  /** Neighbours that never change. */
  static Neighbours of(List<Neighbour> all) {
    return new Neighbours() {
      @Override
      public Collection<Neighbour> withAddress(String address) {
        return all.stream().filter(it -> it.desired().address().equals(address)).toList();
      }

      @Override
      public Collection<Neighbour> all() {
        return all;
      }
    };
  }
}
