package dev.fixedip.plan;

import dev.fixedip.model.Key;
import java.util.List;
import java.util.Set;

/** Which decisions cannot be carried out now, so that what else there is to do goes first. */
final class HeldBack {
  private HeldBack() {}

  static boolean is(Situation situation, Decision decision) {
    return switch (decision) {
      case Decision.Refuse _, Decision.Later _ -> true;
      case Decision.HeldUp(Decision by, var _) -> is(situation, by);
      case Decision.Wait(var _, Set<Key> awaited, var _) -> !awaited.isEmpty();
      case Decision.Steps(List<Step> steps) ->
          situation
              .remembered()
              .failure(steps.getFirst().action())
              .filter(failure -> situation.now().isBefore(failure.retryAt()))
              .isPresent();
      case Decision.Note _, Decision.Done _ -> false;
    };
  }
}
