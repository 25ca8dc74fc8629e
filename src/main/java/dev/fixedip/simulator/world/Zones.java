package dev.fixedip.simulator.world;

import java.util.List;
import java.util.Optional;

/** The region's Availability Zones. */
public final class Zones {
  /**
   * One zone.
   *
   * @param name as this account sees it, such as {@code us-east-1a}
   * @param id the same for all accounts, such as {@code use1-az6}
   */
  public record Zone(String name, String id) {}

  /** All zones, in the order of their names. */
  public static final List<Zone> ALL =
      List.of(
          new Zone("us-east-1a", "use1-az6"),
          new Zone("us-east-1b", "use1-az1"),
          new Zone("us-east-1c", "use1-az2"),
          new Zone("us-east-1d", "use1-az4"),
          new Zone("us-east-1e", "use1-az3"),
          new Zone("us-east-1f", "use1-az5"));

  private Zones() {}

  /** The zone of that name, if there is one. */
  public static Optional<Zone> named(String name) {
    return ALL.stream().filter(zone -> zone.name.equals(name)).findFirst();
  }

  /** The zone with that id, if there is one. */
  public static Optional<Zone> withId(String id) {
    return ALL.stream().filter(zone -> zone.id.equals(id)).findFirst();
  }
}
