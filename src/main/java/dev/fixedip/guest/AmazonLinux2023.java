package dev.fixedip.guest;

/**
 * Amazon Linux 2023: the package amazon-ec2-net-utils tells systemd-networkd what the instance
 * metadata says (Amazon Linux 2023 user guide, "Networking service").
 */
final class AmazonLinux2023 implements Instructions {

  @Override
  public String set(Setup setup) {
    return switch (setup.way()) {
      case PRIMARY -> Linux.primary();
      case OWN_INTERFACE ->
          """
          Nothing has to be set: `amazon-ec2-net-utils` sets the adapter up when it is attached, with a
          routing table and a rule of its own. To have that done again:
          """
              + REFRESH;
      case SECONDARY_ADDRESS ->
          """
          Nothing has to be set: `amazon-ec2-net-utils` looks for secondary addresses once a minute. To
          have it look at once:
          """
              + REFRESH;
    };
  }

  private static final String REFRESH =
      """

      ```sh
      <adapter>
      sudo systemctl start "refresh-policy-routes@$dev.service"
      )
      ```
      """;

  @Override
  public String check(Setup setup) {
    return Linux.check(setup);
  }

  @Override
  public String undo(Setup setup) {
    return Linux.nothingToUndo();
  }
}
