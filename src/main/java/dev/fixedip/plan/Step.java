package dev.fixedip.plan;

import org.jspecify.annotations.Nullable;

/**
 * An action and why it is needed.
 *
 * @param why one sentence for people
 * @param difference the field that the action puts right; null if it only tidies up
 */
public record Step(Action action, String why, @Nullable Difference difference) {

  static Step of(Action action, String why) {
    return new Step(action, why, null);
  }
}
