package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.Ipv6Cidr;
import dev.fixedip.simulator.world.World;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservation;

/** The ranges that subnets may have reserved. */
public final class ReservedCidrs {
  private final World world;

  /** Ranges of that world's subnets. */
  public ReservedCidrs(World world) {
    this.world = world;
  }

  /**
   * Puts a reservation of a range, in its canonical form.
   *
   * @param rest all but the subnet, the range and the owner
   * @throws Ec2Error {@code InvalidParameterValue} for a range outside the subnet, or reserved
   */
  public SubnetCidrReservation put(Subnet subnet, String cidr, SubnetCidrReservation.Builder rest) {
    return world
        .cidrReservations()
        .put(
            rest.subnetId(subnet.subnetId())
                .cidr(isV6(cidr) ? v6(subnet, cidr) : v4(subnet, cidr))
                .ownerId(World.OWNER)
                .build());
  }

  static boolean isV6(String cidr) {
    return cidr.contains(":");
  }

  private String v4(Subnet subnet, String given) {
    Ipv4Cidr cidr;
    try {
      cidr = Ipv4Cidr.parse(given);
    } catch (Ec2Error malformed) {
      throw Cidrs.notCidr("cidr", given);
    }
    if (!Ipv4Cidr.parse(subnet.cidrBlock()).contains(cidr)) {
      throw outside(subnet.cidrBlock());
    }
    if (cidrs(subnet).anyMatch(other -> !isV6(other) && cidr.overlaps(Ipv4Cidr.parse(other)))) {
      throw overlap(cidr);
    }
    return cidr.toString();
  }

  private String v6(Subnet subnet, String given) {
    Ipv6Cidr cidr = Cidrs.v6("cidr", given);
    List<Ipv6Cidr> ranges = Cidrs.v6(subnet);
    if (ranges.stream().noneMatch(range -> range.contains(cidr))) {
      throw outside(ranges.isEmpty() ? subnet.cidrBlock() : ranges.getFirst().toString());
    }
    if (cidrs(subnet).anyMatch(other -> isV6(other) && cidr.overlaps(Ipv6Cidr.parse(other)))) {
      throw overlap(cidr);
    }
    return cidr.toString();
  }

  private Stream<String> cidrs(Subnet subnet) {
    return world.cidrReservations().all().stream()
        .filter(other -> other.subnetId().equals(subnet.subnetId()))
        .map(SubnetCidrReservation::cidr);
  }

  private static Ec2Error outside(String range) {
    return Errors.invalidValue(
        "Reservation CIDR should be within subnet CIDR block (%s)".formatted(range));
  }

  private static Ec2Error overlap(Object cidr) {
    return Errors.invalidValue(
        "Reservation CIDR %s has overlap with existing reserved CIDR block".formatted(cidr));
  }
}
