package dev.fixedip.ec2;

import dev.fixedip.model.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Own writes that wait for a read that shows them, by the thing that they changed. Not safe for
 * concurrent use.
 */
final class PendingWrites<W extends Write> {

  /** So long a read that does not show our write may be EC2 lagging; then the read is right. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private record Entry<W>(W write, Moment at) {}

  private final Map<String, List<Entry<W>>> byThing = new HashMap<>();
  private final Succession<W> succession;

  PendingWrites(Succession<W> succession) {
    this.succession = succession;
  }

  void add(String id, W write, Moment at) {
    List<Entry<W>> entries = byThing.computeIfAbsent(id, it -> new ArrayList<>());
    W merged = write;
    for (int i = entries.size() - 1; i >= 0; i--) {
      Optional<W> both = succession.merged(entries.get(i).write(), merged);
      if (both.isPresent()) {
        merged = both.get();
        entries.remove(i);
      }
    }
    entries.add(new Entry<>(merged, at));
  }

  /**
   * Drops what a read settles, and answers that: writes answered before it began, if it shows them
   * or if they are old. A write that is settled settles those that it came in the place of.
   */
  List<W> settle(String id, Moment readBegan, Predicate<W> shown, Instant now) {
    List<Entry<W>> entries = byThing.get(id);
    if (entries == null) {
      return List.of();
    }
    List<W> settled = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry<W> it = entries.get(i);
      if (readBegan.isAfter(it.at())
          && (shown.test(it.write())
              || it.at().isOlderThan(PATIENCE, now)
              || settled.stream().anyMatch(newer -> succession.replaces(newer, it.write())))) {
        settled.add(it.write());
        entries.remove(i);
      }
    }
    if (entries.isEmpty()) {
      byThing.remove(id);
    }
    return settled;
  }

  /** What still waits, oldest first. */
  List<W> of(String id) {
    return byThing.getOrDefault(id, List.of()).stream().map(Entry::write).toList();
  }

  Set<String> ids() {
    return byThing.keySet();
  }
}
