package dev.fixedip.guest;

/** What all Linux systems have in common. */
final class Linux {

  /**
   * What {@code <adapter>} stands for: the beginning of a subshell that finds the adapter, and ends
   * there if there is none.
   */
  static final String ADAPTER =
      """
      (
      set -eu
      mac=<mac>
      dev=$(ip -br link | awk -v mac="$mac" '$3 == mac {print $1; exit}')
      : "${dev:?no adapter has the MAC address $mac}\"\
      """;

  private Linux() {}

  /** How to see that the guest has the address, and that its answers leave by the same adapter. */
  static String check(Setup setup) {
    return setup.needsRouting()
        ? """
        The adapter with <mac> has <address>, and what <address> sends leaves by it and no other:

        ```sh
        ip -br link | grep <mac>
        ip -br addr
        ip route get <dns> from <address>
        ```
        """
        : """
        The adapter with <mac> has <address>:

        ```sh
        ip -br link | grep <mac>
        ip -br addr
        ```
        """;
  }

  /** The primary address of the primary interface, as every image sets it up. */
  static String primary() {
    return """
    Nothing has to be set: the system takes <address> by DHCP.
    """;
  }

  /** Where nothing was set by hand. */
  static String nothingToUndo() {
    return """
    Nothing: what was set up by itself goes by itself with the address.
    """;
  }
}
