package dev.fixedip.simulator.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservationType;

/** Which addresses of a subnet may be given to an interface. */
public final class Addresses {
  private static final int RESERVED = 5;
  private static final int RESERVED_FIRST = 4;
  private static final Set<SubnetCidrReservationType> FOR_PREFIXES =
      Set.of(SubnetCidrReservationType.PREFIX);
  private static final Set<SubnetCidrReservationType> ANY =
      Set.of(SubnetCidrReservationType.PREFIX, SubnetCidrReservationType.EXPLICIT);

  private final World world;

  /** Addresses of that world's subnets. */
  public Addresses(World world) {
    this.world = world;
  }

  /** Refuses an address that no new interface of the subnet can have. */
  public void check(Subnet subnet, String address) {
    checkInside(subnet, address);
    if (kept(subnet, FOR_PREFIXES).stream()
        .anyMatch(kept -> kept.contains(Ipv4Cidr.address(address).orElseThrow()))) {
      throw reserved(address);
    }
  }

  /** Refuses an address that no interface of the subnet can have ever had. */
  public static void checkInside(Subnet subnet, String address) {
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
      throw reserved(address);
    }
  }

  private static Ec2Error reserved(String address) {
    return Errors.invalidValue(
        "Address %s is in subnet's reserved address range".formatted(address));
  }

  /** Whether an interface has the address. */
  public boolean isTaken(Subnet subnet, String address) {
    return world.interfaces().holder(subnet.subnetId(), address) != null;
  }

  /** How many addresses of the subnet no interface has, and no reservation for prefixes. */
  public int available(Subnet subnet) {
    var cidr = Ipv4Cidr.parse(subnet.cidrBlock());
    int free = cidr.size() - RESERVED - world.interfaces().addresses(subnet.subnetId()).size();
    for (Ipv4Cidr kept : kept(subnet, FOR_PREFIXES)) {
      free -= kept.size();
      free += cidr.base() == kept.base() ? RESERVED_FIRST : 0;
      free += cidr.last() == kept.last() ? 1 : 0;
      for (String address : world.interfaces().addresses(subnet.subnetId())) {
        free += kept.contains(Ipv4Cidr.address(address).orElseThrow()) ? 1 : 0;
      }
    }
    return free;
  }

  /** The ranges of the subnet that EC2 does not hand out by itself. */
  private List<Ipv4Cidr> kept(Subnet subnet, Set<SubnetCidrReservationType> types) {
    return world.cidrReservations().all().stream()
        .filter(kept -> kept.subnetId().equals(subnet.subnetId()))
        .filter(kept -> types.contains(kept.reservationType()) && !kept.cidr().contains(":"))
        .map(kept -> Ipv4Cidr.parse(kept.cidr()))
        .toList();
  }

  /**
   * How many addresses of the subnet can be picked.
   *
   * @param besides addresses not to pick
   */
  public int pickable(Subnet subnet, Collection<String> besides) {
    var cidr = Ipv4Cidr.parse(subnet.cidrBlock());
    List<Ipv4Cidr> kept = kept(subnet, ANY);
    Set<String> avoided = Set.copyOf(besides);
    if (kept.isEmpty()) {
      return available(subnet) - avoided.size();
    }
    return (int)
        IntStream.range(cidr.base(), cidr.base() + cidr.size())
            .filter(address -> isPickable(subnet, address, kept, avoided))
            .count();
  }

  private boolean isPickable(Subnet subnet, int address, List<Ipv4Cidr> kept, Set<String> avoided) {
    String text = Ipv4Cidr.format(address);
    return !Ipv4Cidr.parse(subnet.cidrBlock()).reserves(address)
        && !isTaken(subnet, text)
        && !avoided.contains(text)
        && kept.stream().noneMatch(range -> range.contains(address));
  }

  /**
   * Picks free addresses, none of them from a subnet CIDR reservation (VPC User Guide, "Subnet CIDR
   * reservations").
   *
   * @param besides addresses not to pick
   * @throws Ec2Error {@code InsufficientFreeAddressesInSubnet}
   */
  public List<String> pick(Subnet subnet, int count, Collection<String> besides) {
    var cidr = Ipv4Cidr.parse(subnet.cidrBlock());
    Set<String> avoided = Set.copyOf(besides);
    List<Ipv4Cidr> kept = kept(subnet, ANY);
    List<String> picked = new ArrayList<>();
    int start = count > 0 ? world.ids().below(cidr.size()) : 0;
    for (int i = 0; i < cidr.size() && picked.size() < count; i++) {
      int address = cidr.base() + (start + i) % cidr.size();
      if (isPickable(subnet, address, kept, avoided)) {
        picked.add(Ipv4Cidr.format(address));
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
