package dev.fixedip.simulator.world;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrBlockStateCode;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;

/** Which IPv6 addresses of a subnet may be given to an interface. */
public final class Ipv6Addresses {
  private static final Set<SubnetCidrBlockStateCode> GONE =
      Set.of(SubnetCidrBlockStateCode.DISASSOCIATED, SubnetCidrBlockStateCode.DISASSOCIATING);

  private final World world;

  /** Addresses of that world's subnets. */
  public Ipv6Addresses(World world) {
    this.world = world;
  }

  /** The subnet's IPv6 network, if it has one. */
  public static Optional<Ipv6Cidr> network(Subnet subnet) {
    return subnet.ipv6CidrBlockAssociationSet().stream()
        .filter(block ->
            block.ipv6CidrBlockState() == null
                || !GONE.contains(block.ipv6CidrBlockState().state()))
        .map(SubnetIpv6CidrBlockAssociation::ipv6CidrBlock)
        .map(Ipv6Cidr::parse)
        .findFirst();
  }

  /**
   * The addresses in canonical form.
   *
   * @throws Ec2Error for what no interface of the subnet can ever have, and what another one has
   */
  public List<String> check(Subnet subnet, Collection<String> addresses) {
    Set<String> canonical = new LinkedHashSet<>();
    for (String text : addresses) {
      if (!canonical.add(check(subnet, text))) {
        throw Errors.invalidValue("The address %s is given twice".formatted(text));
      }
    }
    return List.copyOf(canonical);
  }

  private String check(Subnet subnet, String text) {
    Ipv6Address address =
        Ipv6Address.parse(text)
            .orElseThrow(() -> Errors.invalidValue("invalid value for parameter address: " + text));
    Ipv6Cidr network = required(subnet);
    if (!network.contains(address)) {
      throw Errors.invalidValue(
          "Address %s does not fall within the subnet's address range".formatted(address));
    }
    if (network.reserves(address)) {
      throw Errors.invalidValue(
          "Address %s is in subnet's reserved address range".formatted(address));
    }
    if (world.interfaces().ipv6Holder(address.toString()) != null) {
      throw new Ec2Error("InvalidIPAddress.InUse", "The specified address is already in use.");
    }
    return address.toString();
  }

  /** An interface's entries for its addresses. */
  public static List<NetworkInterfaceIpv6Address> entries(Collection<String> addresses) {
    return addresses.stream()
        .map(address ->
            NetworkInterfaceIpv6Address.builder().ipv6Address(address).isPrimaryIpv6(false).build())
        .toList();
  }

  /** Picks free addresses. */
  public List<String> pick(Subnet subnet, int count, Collection<String> besides) {
    Set<String> picked = new LinkedHashSet<>();
    while (picked.size() < count) {
      Ipv6Address address = required(subnet).address(world.ids().bits(), world.ids().bits());
      String text = address.toString();
      if (!required(subnet).reserves(address)
          && world.interfaces().ipv6Holder(text) == null
          && !besides.contains(text)) {
        picked.add(text);
      }
    }
    return List.copyOf(picked);
  }

  /** The subnet's IPv6 network; refuses a subnet that has none. */
  public static Ipv6Cidr required(Subnet subnet) {
    return network(subnet)
        .orElseThrow(() ->
            Errors.invalidValue(
                "The subnet '%s' does not have an IPv6 CIDR block associated with it."
                    .formatted(subnet.subnetId())));
  }
}
