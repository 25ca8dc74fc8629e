package dev.fixedip.bench;

import java.util.List;

/** Something that is measured, with everything that it needs started for it alone. */
public interface Scenario {
  /** What it is chosen by: {@code -Dbench.only=name}. */
  String name();

  /** What is measured, in one line. */
  String title();

  /** What the measured program runs with. */
  String conditions();

  /**
   * Measures it.
   *
   * @throws WrongAnswerException when something measured did not do its work
   */
  List<Measurement> measure(Effort effort);
}
