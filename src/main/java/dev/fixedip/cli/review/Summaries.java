package dev.fixedip.cli.review;

import dev.fixedip.cli.review.Review.Conflict;
import dev.fixedip.cli.review.Review.Entry;
import dev.fixedip.cli.review.Review.State;
import dev.fixedip.cli.review.Review.Summary;
import java.util.ArrayList;
import java.util.List;

/** A review in numbers, and those in a line. */
final class Summaries {
  private Summaries() {}

  static Summary of(List<Entry> entries, List<Conflict> conflicts, int others) {
    return new Summary(
        entries.size(),
        count(entries, State.InPlace),
        count(entries, State.Changes),
        entries.stream()
            .filter(it -> it.state() == State.Changes)
            .mapToInt(it -> it.actions().size())
            .sum(),
        count(entries, State.Waiting),
        count(entries, State.Refused),
        count(entries, State.Suspended),
        conflicts.size(),
        others);
  }

  private static int count(List<Entry> entries, State state) {
    return Math.toIntExact(entries.stream().filter(it -> it.state() == state).count());
  }

  /** Such as {@code 3 FixedIps: 1 in place, 1 with 2 calls to make, 1 refused}. */
  static String line(Summary it) {
    List<String> parts = new ArrayList<>();
    add(parts, it.inPlace(), it.inPlace() + " in place");
    add(
        parts,
        it.toChange(),
        "%d with %s to make".formatted(it.toChange(), Words.count(it.calls(), "call", "calls")));
    add(parts, it.waiting(), it.waiting() + " waiting");
    add(parts, it.refused(), it.refused() + " refused");
    add(parts, it.suspended(), it.suspended() + " suspended");
    StringBuilder line = new StringBuilder(Words.count(it.fixedIps(), "FixedIp", "FixedIps"));
    if (!parts.isEmpty()) {
      line.append(": ").append(String.join(", ", parts));
    }
    if (it.conflicts() > 0) {
      line.append("; ").append(Words.count(it.conflicts(), "conflict", "conflicts"));
    }
    if (it.otherDocuments() > 0) {
      line.append("; ")
          .append(Words.count(it.otherDocuments(), "document", "documents"))
          .append(" of other kinds left out");
    }
    return line.toString();
  }

  private static void add(List<String> parts, int number, String words) {
    if (number > 0) {
      parts.add(words);
    }
  }
}
