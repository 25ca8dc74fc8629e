package dev.fixedip.ec2;

import dev.fixedip.ec2.OwnWrites.Standing;
import dev.fixedip.model.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What reads said of things of one kind. The read that began later wins, unless it lags: what it
 * says is what was known before the last news, and that is not {@link Moment#SETTLING} ago. Whole
 * reads are kept as they are; single reads, and what a whole read should have said, beside them.
 * Not safe for concurrent use.
 */
final class Reads<T> {

  /** How many things that are gone are remembered. */
  private static final int REMEMBERED = 20_000;

  /** What a thing was before news of it came; a read that began until then may still tell it. */
  private record Past<T>(Seen<T> state, Instant until) {}

  private final Map<String, Read<T>> byId = new HashMap<>();
  private final Map<String, List<Past<T>>> past = new HashMap<>();
  private final Set<String> lacking = new HashSet<>();
  private final Set<String> found = new HashSet<>();
  private final Set<String> doubtful = new HashSet<>();
  private final boolean keepsWhatPollsLack;
  private final BiFunction<String, Read<T>, Standing> standing;
  private Moment wholeBegan = Moment.NEVER;
  private Function<String, Seen<T>> whole = id -> new Seen.Unread<>();

  /**
   * Knows nothing yet.
   *
   * @param keepsWhatPollsLack whether a thing that a later whole read lacks stays as it was read;
   *     otherwise only what is gone does
   * @param standing how a read of a thing stands to our own writes to it
   */
  Reads(boolean keepsWhatPollsLack, BiFunction<String, Read<T>, Standing> standing) {
    this.keepsWhatPollsLack = keepsWhatPollsLack;
    this.standing = standing;
  }

  /** Takes what a single read said, unless something newer is known. */
  void learn(String id, Read<T> read, Instant now) {
    Read<T> known = latest(id);
    boolean older = known.began().isAfter(read.began()) && !known.state().isUnread();
    if (older || lags(id, known, read)) {
      return;
    }
    if (!lacking.contains(id)) {
      note(id, known.state(), read.state(), now);
    } else if (read.state().present().isPresent() && found.add(id)) {
      doubtful.add(id);
    }
    byId.put(id, read);
  }

  /**
   * A whole read is there: forgets what that knows better.
   *
   * @param ids of all things that this whole read or the one before it has
   */
  void wholeRead(Moment began, Function<String, Seen<T>> answers, Set<String> ids, Instant now) {
    past.values().forEach(some -> some.removeIf(it -> !now.isBefore(it.until())));
    past.values().removeIf(List::isEmpty);
    lacking.clear();
    found.clear();
    boolean first = wholeBegan.equals(Moment.NEVER);
    Set<String> all = new HashSet<>(ids);
    all.addAll(byId.keySet());
    for (String id : all) {
      Read<T> known = latest(id);
      Read<T> found = new Read<>(answers.apply(id), began);
      boolean kept = found.state().isUnread() && keepsWhatPollsLack;
      if (kept || known.began().isAfter(began)) {
        continue;
      }
      if (lags(id, known, found)) {
        byId.put(id, new Read<>(known.state(), began));
      } else if (!found.state().isUnread()) {
        if (!first) {
          note(id, known.state(), found.state(), now);
        }
        byId.remove(id);
      } else if (known.state().present().isPresent()) {
        byId.remove(id);
        lacking.add(id);
      }
    }
    wholeBegan = began;
    whole = answers;
    if (byId.size() > REMEMBERED) {
      byId.values().removeIf(it -> it.state() instanceof Seen.Gone);
    }
  }

  /** Forgets all that reads said which began before that: another may have written meanwhile. */
  void forgetBefore(Instant time) {
    past.clear();
    byId.values().removeIf(it -> it.began().at().isBefore(time));
  }

  /** The newest that any credible read said of the thing. */
  Read<T> latest(String id) {
    Read<T> single = byId.get(id);
    return single != null ? single : new Read<>(whole.apply(id), wholeBegan);
  }

  Set<String> ids() {
    return byId.keySet();
  }

  /**
   * The things, each told once, that a single read found though the whole read before it lacked
   * them: one of the two lagged.
   */
  Set<String> doubtful() {
    Set<String> all = Set.copyOf(doubtful);
    doubtful.clear();
    return all;
  }

  private boolean lags(String id, Read<T> known, Read<T> read) {
    return switch (standing.apply(id, read)) {
      case BEHIND -> true;
      case FIRST -> false;
      case BESIDE ->
          !known.state().isUnread()
              && past.getOrDefault(id, List.of()).stream()
                  .anyMatch(it ->
                      read.began().at().isBefore(it.until()) && isSame(it.state(), read.state()));
    };
  }

  private void note(String id, Seen<T> before, Seen<T> after, Instant now) {
    if (!isSame(before, after)) {
      past.computeIfAbsent(id, it -> new ArrayList<>())
          .add(new Past<>(before, now.plus(Moment.SETTLING)));
    }
  }

  /** What is gone and what nobody has seen yet look the same to a read. */
  private static <T> boolean isSame(Seen<T> one, Seen<T> other) {
    return one.present().equals(other.present());
  }
}
