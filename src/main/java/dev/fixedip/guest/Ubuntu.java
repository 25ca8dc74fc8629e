package dev.fixedip.guest;

/** Ubuntu 20.04 and later, by netplan. */
final class Ubuntu implements Instructions {

  @Override
  public String set(Setup setup) {
    return switch (setup.way()) {
      case PRIMARY -> Linux.primary();
      case OWN_INTERFACE ->
          """
          The adapter takes <address> by DHCP, and gets a routing table and a rule of its own, so that
          answers leave by the adapter on which the question came. Where `ip rule` lists <address>
          already, the image has done so by itself, and nothing has to be set. Confirm with Enter
          while the connection holds; otherwise `netplan try` takes it back:
          """
              + file(
                  """
                        dhcp4-overrides: {use-routes: false, route-metric: 500}
                  """
                      + ROUTING);
      case SECONDARY_ADDRESS ->
          """
          DHCP does not hand out secondary addresses; <address> is added to what DHCP gives. As
          <host>, so that connections that the guest begins keep coming from <primary>. Confirm with
          Enter while the connection holds; otherwise `netplan try` takes it back:
          """
              + file(
                  """
                        addresses: [<host>]
                  """
                      + (setup.needsRouting() ? ROUTING : ""));
    };
  }

  private static String file(String settings) {
    return """

    ```sh
    <adapter>
    sudo tee /etc/netplan/60-fixedip-<address>.yaml >/dev/null <<EOF
    network:
      version: 2
      ethernets:
        $dev:
          match: {macaddress: "$mac"}
          set-name: $dev
          dhcp4: true
    <settings>EOF
    sudo chmod 600 /etc/netplan/60-fixedip-<address>.yaml
    sudo netplan try
    )
    ```
    """
        .replace("<settings>", settings);
  }

  private static final String ROUTING =
      """
            routes:
              - {to: 0.0.0.0/0, via: <gateway>, on-link: true, table: <table>}
              - {to: <subnet>, scope: link, table: <table>}
            routing-policy:
              - {from: <address>, table: <table>, priority: <table>}
      """;

  @Override
  public String check(Setup setup) {
    return Linux.check(setup);
  }

  @Override
  public String undo(Setup setup) {
    return setup.way() == Setup.Way.PRIMARY
        ? """
        Nothing was set. If somebody wrote an address into a file of `/etc/netplan`, take it out
        there and leave `dhcp4: true`.
        """
        : """
        Delete the file:

        ```sh
        sudo rm /etc/netplan/60-fixedip-<address>.yaml
        sudo netplan apply
        ```
        """;
  }
}
