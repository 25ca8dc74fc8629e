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

  private final Ids chance;
  private final List<Counted> rules = new ArrayList<>();

  /**
   * No faults yet.
   *
   * @param seed of the faults that come by chance
   */
  Faults(long seed) {
    chance = new Ids(seed);
  }

  /** Adds a rule; it counts calls from now on. */
  public synchronized void add(FaultRule rule) {
    rules.add(new Counted(rule));
  }

  /** Drops all rules. */
  public synchronized void clear() {
    rules.clear();
  }

  /** The faults that a call meets. Every rule counts it. */
  synchronized List<Fault> of(Calls.Call call) {
    return rules.stream().filter(rule -> rule.hits(call)).map(rule -> rule.rule.fault()).toList();
  }
}
