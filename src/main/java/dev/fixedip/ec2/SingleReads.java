package dev.fixedip.ec2;

import dev.fixedip.model.Seen;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What reads of single things of one kind said, as far as the last whole read does not know better:
 * the read that began later wins, and what a whole read lacks is not gone. Not safe for concurrent
 * use.
 */
final class SingleReads<T> {

  /** How many things that are gone are remembered. */
  private static final int REMEMBERED = 20_000;

  private final Map<String, Read<T>> byId = new HashMap<>();
  private final boolean keepsWhatPollsLack;
  private Moment wholeBegan = Moment.NEVER;
  private Function<String, Seen<T>> whole = id -> new Seen.Unread<>();

  /**
   * Knows nothing yet.
   *
   * @param keepsWhatPollsLack whether a thing that a later whole read lacks stays as it was read;
   *     otherwise only what is gone does
   */
  SingleReads(boolean keepsWhatPollsLack) {
    this.keepsWhatPollsLack = keepsWhatPollsLack;
  }

  /** Takes what a single read said, unless something newer is known. */
  void learn(String id, Read<T> read) {
    Read<T> known = byId.get(id);
    boolean older = known != null && known.began().isAfter(read.began());
    if (!older && !knowsBetter(id, read.began())) {
      byId.put(id, read);
    }
  }

  /** A whole read is there: forgets what that knows better. */
  void wholeRead(Moment began, Function<String, Seen<T>> answers) {
    wholeBegan = began;
    whole = answers;
    byId.entrySet().removeIf(it -> isOutdated(it.getKey(), it.getValue()));
    if (byId.size() > REMEMBERED) {
      byId.values().removeIf(it -> it.state() instanceof Seen.Gone);
    }
  }

  /** The newest that any read said of the thing. */
  Read<T> latest(String id) {
    Read<T> single = byId.get(id);
    return single != null ? single : new Read<>(whole.apply(id), wholeBegan);
  }

  Set<String> ids() {
    return byId.keySet();
  }

  private boolean isOutdated(String id, Read<T> single) {
    if (!wholeBegan.isAfter(single.began())) {
      return false;
    }
    boolean lacking = whole.apply(id).isUnread();
    boolean kept = keepsWhatPollsLack || single.state() instanceof Seen.Gone;
    return !(lacking && kept);
  }

  private boolean knowsBetter(String id, Moment began) {
    return wholeBegan.isAfter(began) && !whole.apply(id).isUnread();
  }
}
