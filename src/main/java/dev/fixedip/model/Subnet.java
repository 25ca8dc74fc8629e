package dev.fixedip.model;

/** A subnet of a VPC, in one Availability Zone. */
public record Subnet(String id, String vpcId, String availabilityZone, Cidr cidr) {

  /**
   * Whether AWS keeps the address for itself: the first four of a subnet and the last (VPC user
   * guide, "Subnet CIDR blocks").
   */
  public boolean reserves(String address) {
    for (int offset = 0; offset < 4; offset++) {
      if (cidr.address(offset).equals(address)) {
        return true;
      }
    }
    return cidr.address(-1).equals(address);
  }
}
