package dev.fixedip.guest;

import java.util.List;

/** The operating systems whose commands are known. */
public enum GuestSystem {
  WINDOWS("windows", "Windows"),
  AMAZON_LINUX_2("amazon-linux-2", "Amazon Linux 2"),
  AMAZON_LINUX_2023("amazon-linux-2023", "Amazon Linux 2023"),
  UBUNTU("ubuntu", "Ubuntu"),
  RHEL("rhel", "Red Hat Enterprise Linux");

  private final String option;
  private final String title;

  GuestSystem(String option, String title) {
    this.option = option;
    this.title = title;
  }

  /**
   * The system that is taken for one that EC2 only calls by its platform: Windows for {@code
   * windows}, Amazon Linux 2023 for everything else.
   */
  public static GuestSystem of(String platform) {
    return platform.equals("windows") ? WINDOWS : AMAZON_LINUX_2023;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** What has to be set, how to check it and how to undo it, filled in, as Markdown. */
  public Guide guide(Setup setup) {
    Instructions instructions = instructions();
    return new Guide(
        setup.fill(facts(setup)),
        setup.way() == Setup.Way.OWN_INTERFACE
            ? List.of(Guide.NEVER, Guide.TWO_INTERFACES)
            : List.of(Guide.NEVER),
        setup.fill(instructions.set(setup)),
        setup.fill(instructions.check(setup)),
        setup.fill(instructions.undo(setup)));
  }

  private Instructions instructions() {
    return switch (this) {
      case WINDOWS -> new Windows();
      case AMAZON_LINUX_2 -> new AmazonLinux2();
      case AMAZON_LINUX_2023 -> new AmazonLinux2023();
      case UBUNTU -> new Ubuntu();
      case RHEL -> new Rhel();
    };
  }

  private static String facts(Setup setup) {
    return """
    The adapter with the MAC address <mac> must have <address>/<prefix>
    (mask <mask>), the gateway <gateway> and the DNS server <dns>%s.
    """
        .formatted(
            switch (setup.way()) {
              case OWN_INTERFACE, PRIMARY -> ": all by DHCP";
              case SECONDARY_ADDRESS -> ",\nbeside its primary address <primary>";
            });
  }

  /** The name as an option takes it, such as {@code amazon-linux-2023}. */
  @Override
  public String toString() {
    return option;
  }
}
