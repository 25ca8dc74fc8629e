package dev.fixedip.simulator;

import java.util.ArrayList;
import java.util.List;

/** The faults that calls will meet. */
public final class Faults {
  private static final class Counted {
    private final FaultRule rule;
    private long seen;

    Counted(FaultRule rule) {
      this.rule = rule;
    }

    boolean hits(Calls.Call call) {
      return rule.matches().test(call) && ++seen >= rule.nth() && seen - rule.nth() < rule.times();
    }
  }

  private final List<Counted> rules = new ArrayList<>();

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
