package dev.fixedip.guest;

/**
 * Red Hat Enterprise Linux 8 and later and its relatives, by NetworkManager, unless nm-cloud-setup
 * does it (RHEL documentation, "Configuring policy-based routing to define alternative routes").
 */
final class Rhel implements Instructions {

  @Override
  public String set(Setup setup) {
    return switch (setup.way()) {
      case PRIMARY -> Linux.primary();
      case OWN_INTERFACE ->
          """
          Where `systemctl is-enabled nm-cloud-setup.timer` says `enabled`, nothing has to be set: it is
          done within five minutes. Elsewhere the adapter takes <address> by DHCP, and gets a routing
          table and a rule of its own, so that answers leave by the adapter on which the question
          came:

          ```sh
          <adapter>
          sudo nmcli connection add type ethernet con-name fixedip-<address> ifname "$dev" \\
            connection.autoconnect-priority 10 802-3-ethernet.mac-address "$mac" \\
            ipv4.method auto ipv4.route-table <table> \\
            ipv4.routing-rules 'priority <table> from <address> table <table>'
          sudo nmcli connection up fixedip-<address>
          )
          ```
          """;
      case SECONDARY_ADDRESS ->
          """
          Where `systemctl is-enabled nm-cloud-setup.timer` says `enabled`, nothing has to be set: it is
          done within five minutes. Elsewhere DHCP does not hand out secondary addresses, and
          <address> is added to what DHCP gives. As <host>, so that connections that the guest begins
          keep coming from <primary>:
          """
              + change("+ipv4.addresses <host>" + (setup.needsRouting() ? ROUTING : ""));
    };
  }

  private static final String RULE =
      "ipv4.routing-rules 'priority <table> from <address> table <table>'";

  private static final String ROUTING =
      """
      \\
       +ipv4.routes '0.0.0.0/0 <gateway> table=<table>' \\
       +ipv4.routes '<subnet> table=<table>' \\
       +\
      """
          + RULE;

  private static String change(String changes) {
    return """

    ```sh
    <adapter>
    connection=$(nmcli -g GENERAL.CON-UUID device show "$dev")
    sudo nmcli connection modify "$connection" <changes>
    sudo nmcli device reapply "$dev"
    )
    ```
    """
        .replace("<changes>", changes);
  }

  @Override
  public String check(Setup setup) {
    return Linux.check(setup);
  }

  @Override
  public String undo(Setup setup) {
    return switch (setup.way()) {
      case PRIMARY ->
          """
          Nothing was set. A connection that somebody gave an address by hand goes back to DHCP with
          `ipv4.method auto`, and empty `ipv4.addresses` and `ipv4.gateway`.
          """;
      case OWN_INTERFACE ->
          """
          Delete the connection:

          ```sh
          sudo nmcli connection delete fixedip-<address>
          ```
          """;
      case SECONDARY_ADDRESS ->
          """
          Take the address out of the connection:
          """
              + change("-ipv4.addresses <host>" + (setup.needsRouting() ? " -" + RULE : ""));
    };
  }
}
