package dev.fixedip.simulator.file;

import dev.fixedip.simulator.world.World;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ids of attachments and associations, none of them twice. */
final class OwnIds {
  private final World world;
  private final Set<String> seen = new HashSet<>();

  OwnIds(World world) {
    this.world = world;
  }

  /** The id that a field gives, or a new one. */
  String id(Place place, String field, String prefix, @Nullable String given) {
    if (given == null) {
      return world.ids().next(prefix);
    }
    if (!given.matches(prefix + "-[0-9a-f]+") || !seen.add(given)) {
      throw place.wrong(
          field,
          "%s is none or there twice; write %s- and hexadecimal digits".formatted(given, prefix));
    }
    return given;
  }
}
