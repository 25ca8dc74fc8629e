package dev.fixedip.simulator.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Which addresses of a subnet may be given to an interface. */
public final class Addresses {
  private static final int RESERVED = 5;

  private final World world;

  /** Addresses of that world's subnets. */
  public Addresses(World world) {
    this.world = world;
  }

  /** Refuses an address that no interface of the subnet can ever have. */
  public void check(Subnet subnet, String address) {
    var cidr = Ipv4Cidr.parse(subnet.cidrBlock());
    var bits = Ipv4Cidr.address(address);
    if (bits.isEmpty()) {
      throw Errors.invalidValue("invalid value for parameter address: " + address);
    }
    if (!cidr.contains(bits.getAsInt())) {
      throw Errors.invalidValue(
          "Address %s does not fall within the subnet's address range".formatted(address));
    }
    if (cidr.reserves(bits.getAsInt())) {
      throw Errors.invalidValue(
          "Address %s is in subnet's reserved address range".formatted(address));
    }
  }

  /** Whether an interface has the address. */
  public boolean isTaken(Subnet subnet, String address) {
    return world.interfaces().holder(subnet.subnetId(), address) != null;
  }

  /** How many addresses of the subnet no interface has. */
  public int available(Subnet subnet) {
    return Ipv4Cidr.parse(subnet.cidrBlock()).size()
        - RESERVED
        - world.interfaces().addresses(subnet.subnetId()).size();
  }

  /**
   * Picks free addresses.
   *
   * @param besides addresses not to pick
   * @throws Ec2Error {@code InsufficientFreeAddressesInSubnet}
   */
  public List<String> pick(Subnet subnet, int count, Collection<String> besides) {
    var cidr = Ipv4Cidr.parse(subnet.cidrBlock());
    Set<String> avoided = Set.copyOf(besides);
    List<String> picked = new ArrayList<>();
    int start = count > 0 ? world.ids().below(cidr.size()) : 0;
    for (int i = 0; i < cidr.size() && picked.size() < count; i++) {
      int address = cidr.base() + (start + i) % cidr.size();
      String text = Ipv4Cidr.format(address);
      if (!cidr.reserves(address) && !isTaken(subnet, text) && !avoided.contains(text)) {
        picked.add(text);
      }
    }
    if (picked.size() < count) {
      throw new Ec2Error(
          "InsufficientFreeAddressesInSubnet",
          "The specified subnet does not have enough free addresses to satisfy the request.");
    }
    return picked;
  }
}
