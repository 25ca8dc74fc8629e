package dev.fixedip.cli.iam;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the operator is used for, as far as its rights in EC2 depend on it. */
public enum Feature {
  /** The strategy Interface, and addresses that are only reserved. */
  INTERFACE,
  /** Rules that let ping in. */
  PING,
  /** The strategy PrimaryAtLaunch. */
  PRIMARY_AT_LAUNCH,
  /** The strategy SecondaryAddress. */
  SECONDARY_ADDRESS,
  /** The strategy SecondaryAddress with IPv6 addresses. */
  IPV6,
  /** Elastic IPs that a FixedIp names. */
  ELASTIC_IP,
  /** Elastic IPs that the operator allocates. */
  ELASTIC_IP_ALLOCATE,
  /** Interfaces that somebody else made and a FixedIp names. */
  ADOPT;

  /** What it is called on the command line, such as {@code elastic-ip}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is called so, in any letters; empty if nothing is. */
  public static Optional<Feature> labelled(String text) {
    return Arrays.stream(values()).filter(it -> it.label().equalsIgnoreCase(text)).findFirst();
  }

  /** What every operator is used for, unless it is told otherwise. */
  public static Set<Feature> usual() {
    return EnumSet.of(INTERFACE, PING);
  }
}
