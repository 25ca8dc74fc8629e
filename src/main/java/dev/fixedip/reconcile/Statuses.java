package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIpStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two statuses say the same. */
final class Statuses {
  private Statuses() {}

  /** Whether nothing but times differs; a list that is absent is an empty one. */
  static boolean same(FixedIpStatus one, FixedIpStatus other) {
    return Objects.equals(one.observedGeneration(), other.observedGeneration())
        && Objects.equals(one.syncedGeneration(), other.syncedGeneration())
        && Objects.equals(one.address(), other.address())
        && Objects.equals(one.instanceId(), other.instanceId())
        && Objects.equals(one.networkInterface(), other.networkInterface())
        && Objects.equals(one.guest(), other.guest())
        && Objects.equals(one.elasticIp(), other.elasticIp())
        && Objects.equals(one.lastCorrection(), other.lastCorrection())
        && list(one.owned()).equals(list(other.owned()))
        && list(one.pingRules()).equals(list(other.pingRules()))
        && list(one.drift()).equals(list(other.drift()))
        && list(one.plan()).equals(list(other.plan()))
        && sameConditions(list(one.conditions()), list(other.conditions()));
  }

  private static boolean sameConditions(List<Condition> some, List<Condition> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!Conditions.same(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static <T> List<T> list(@Nullable List<T> some) {
    return some == null ? List.of() : some;
  }
}
