package dev.fixedip.simulator.world;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The public IPv4 addresses that AWS gives out: here those reserved for documentation (RFC 5737),
 * and when they are used up those for benchmarks (RFC 2544).
 */
public final class PublicAddresses {
  private static final List<Ipv4Cidr> POOLS =
      List.of(
          Ipv4Cidr.parse("203.0.113.0/24"),
          Ipv4Cidr.parse("198.51.100.0/24"),
          Ipv4Cidr.parse("198.18.0.0/15"));

  private final World world;
  private final Set<String> wanting = new HashSet<>();

  PublicAddresses(World world) {
    this.world = world;
  }

  /**
   * Picks a free one.
   *
   * @throws Ec2Error {@code InsufficientAddressCapacity}
   */
  public String pick() {
    for (Ipv4Cidr pool : POOLS) {
      int start = world.ids().below(pool.size());
      for (int i = 0; i < pool.size(); i++) {
        int address = pool.base() + (start + i) % pool.size();
        String text = Ipv4Cidr.format(address);
        if (!pool.reserves(address) && !isTaken(text)) {
          return text;
        }
      }
    }
    throw new Ec2Error(
        "InsufficientAddressCapacity", "There are not enough free public addresses.");
  }

  private boolean isTaken(String address) {
    return world.elasticIps().byPublicIp(address).isPresent()
        || world.interfaces().publicHolder(address) != null;
  }

  /** Notes that the interface was launched to have a public address whenever it runs. */
  public void launchedWith(String interfaceId) {
    wanting.add(interfaceId);
  }

  /** Whether the interface was launched to have a public address whenever it runs. */
  public boolean launchedPublic(String interfaceId) {
    return wanting.contains(interfaceId);
  }
}
