package dev.fixedip.simulator;

import dev.fixedip.simulator.world.Ids;
import java.util.ArrayList;
import java.util.List;

/** The faults that calls will meet. */
public final class Faults {
  private final class Counted {
    private final FaultRule rule;
    private long seen;
    private long hit;

    Counted(FaultRule rule) {
      this.rule = rule;
    }

    boolean hits(Calls.Call call) {
      boolean due = rule.matches().test(call) && ++seen >= rule.nth() && hit < rule.times();
      if (due && chance.share() < rule.probability()) {
        hit++;
        return true;
      }
      return false;
    }
  }

  /**
   * A rule as it stands.
   *
   * @param seen the calls that it counted
   * @param hit how many of them met its fault
   */
  public record Standing(FaultRule rule, long seen, long hit) {}

  private final long seed;
  private Ids chance;
  private final List<Counted> rules = new ArrayList<>();

  /**
   * No faults yet.
   *
   * @param seed of the faults that come by chance
   */
  Faults(long seed) {
    this.seed = seed;
    this.chance = new Ids(seed);
  }

  /** Adds a rule; it counts calls from now on. */
  public synchronized void add(FaultRule rule) {
    rules.add(new Counted(rule));
  }

  /** Drops all rules. */
  public synchronized void clear() {
    rules.clear();
  }

  /** Drops all rules; those to come meet the same chances as from the start. */
  synchronized void reset() {
    rules.clear();
    chance = new Ids(seed);
  }

  /** The rules, in the order they were added. */
  public synchronized List<Standing> rules() {
    return rules.stream().map(it -> new Standing(it.rule, it.seen, it.hit)).toList();
  }

  /** The faults that a call meets. Every rule counts it. */
  synchronized List<Fault> of(Calls.Call call) {
    return rules.stream().filter(rule -> rule.hits(call)).map(rule -> rule.rule.fault()).toList();
  }
}
