package dev.fixedip.guest;

import java.util.List;

/**
 * What to do inside a guest, in Markdown, the commands as fenced blocks.
 *
 * @param facts what the adapter must have in the end
 * @param set what has to be set
 * @param check how to see that it is set
 * @param undo what takes it back
 */
public record Guide(String facts, List<String> warnings, String set, String check, String undo) {

  /** What holds for every guest. */
  public static final String NEVER =
      """
      Never set an address that EC2 does not hold on that very interface: the instance drops off the
      network, and neither a reboot nor a stop and start helps.
      """;

  /** What holds where the address is on another interface than the primary one. */
  public static final String TWO_INTERFACES =
      """
      Where both interfaces of an instance are in one subnet, an answer may leave by the other one and
      be lost (asymmetric routing). AWS advises a secondary address on the primary interface instead.
      """;

  /** What to look at when the address is there and a ping is not answered. */
  public static final String PING =
      """
      What can still stop a ping: the security groups (the condition PingAllowed), the network ACLs of
      the subnet, and the guest's own firewall. That of Windows has a rule for it: File and Printer
      Sharing (Echo Request - ICMPv4-In).
      """;

  /** Keeps its own unchangeable copy of the warnings. */
  public Guide {
    warnings = List.copyOf(warnings);
  }

  /** All of it, as one text. */
  public String markdown() {
    return """
    %s
    %s
    ## Set

    %s
    ## Check

    %s
    %s
    ## Undo

    %s\
    """
        .formatted(facts, String.join("\n", warnings), set, check, PING, undo);
  }
}
