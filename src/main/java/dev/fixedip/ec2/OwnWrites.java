package dev.fixedip.ec2;

import dev.fixedip.model.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Own writes, by the thing that they changed, until a read says how things are that must know them:
 * one that began {@link Moment#SETTLING} after the write. Of the reads before that, those that do
 * not show the write yet lag behind it. Not safe for concurrent use.
 */
final class OwnWrites<W extends Write> {

  /** How a read stands to the writes before it. */
  enum Standing {
    /** It lags: it does not show what an earlier read has shown. */
    BEHIND,
    /** It is the first to show a write. */
    FIRST,
    /** The writes say nothing about it. */
    BESIDE
  }

  private record Entry<W>(W write, Moment at, boolean shown) {}

  private final Map<String, List<Entry<W>>> byThing = new HashMap<>();
  private final Succession<W> succession;

  OwnWrites(Succession<W> succession) {
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
    entries.add(new Entry<>(merged, at, false));
  }

  /**
   * How a read stands to the writes to the thing.
   *
   * @param shows whether the read shows a write
   */
  Standing standing(String id, Moment readBegan, Predicate<W> shows) {
    Standing standing = Standing.BESIDE;
    List<W> newer = new ArrayList<>();
    for (Entry<W> it : byThing.getOrDefault(id, List.of()).reversed()) {
      boolean replaced = newer.stream().anyMatch(later -> succession.replaces(later, it.write()));
      if (replaced || !readBegan.isAfter(it.at())) {
        continue;
      }
      if (shows.test(it.write())) {
        newer.add(it.write());
        standing = it.shown() ? standing : Standing.FIRST;
      } else if (it.shown() && !readBegan.isSettledAfter(it.at())) {
        return Standing.BEHIND;
      }
    }
    return standing;
  }

  /**
   * Takes in what the last credible read says: writes that it shows need not be laid over any more,
   * and those that it must know are settled. A write that is shown settles those that it came in
   * the place of.
   *
   * @return the writes that it is the first to show
   */
  List<W> settle(String id, Moment readBegan, Predicate<W> shows) {
    List<Entry<W>> entries = byThing.get(id);
    if (entries == null) {
      return List.of();
    }
    List<W> shown = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry<W> it = entries.get(i);
      if (!readBegan.isAfter(it.at())) {
        continue;
      }
      boolean news = !it.shown() && shows.test(it.write());
      if (readBegan.isSettledAfter(it.at())
          || shown.stream().anyMatch(later -> succession.replaces(later, it.write()))) {
        entries.remove(i);
      } else if (news) {
        entries.set(i, new Entry<>(it.write(), it.at(), true));
      }
      if (news) {
        shown.add(it.write());
      }
    }
    if (entries.isEmpty()) {
      byThing.remove(id);
    }
    return shown;
  }

  /** What no read has shown yet, oldest first. */
  List<W> unshown(String id) {
    return byThing.getOrDefault(id, List.of()).stream()
        .filter(it -> !it.shown())
        .map(Entry::write)
        .toList();
  }

  Set<String> ids() {
    return byThing.keySet();
  }
}
