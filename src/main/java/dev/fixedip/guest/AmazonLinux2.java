package dev.fixedip.guest;

/**
 * Amazon Linux 2: the package ec2-net-utils sets up what the instance metadata says, when an
 * adapter appears and when its DHCP lease is renewed (Amazon Linux 2 user guide, "Configure your
 * network interface using ec2-net-utils for AL2").
 */
final class AmazonLinux2 implements Instructions {

  @Override
  public String set(Setup setup) {
    return switch (setup.way()) {
      case PRIMARY -> Linux.primary();
      case OWN_INTERFACE ->
          """
          Nothing has to be set: `ec2-net-utils` sets the adapter up when it is attached, with a routing
          table and a rule of its own. To have that done again:

          ```sh
          <adapter>
          sudo yum install -y ec2-net-utils
          sudo ec2ifup "$dev"
          )
          ```
          """;
      case SECONDARY_ADDRESS ->
          """
          Nothing has to be set: `ec2-net-utils` adds secondary addresses when the DHCP lease is
          renewed, within the hour. To have that done at once, which interrupts SSH for some seconds:

          ```sh
          sudo service network restart
          ```
          """;
    };
  }

  @Override
  public String check(Setup setup) {
    return Linux.check(setup);
  }

  @Override
  public String undo(Setup setup) {
    return Linux.nothingToUndo();
  }
}
