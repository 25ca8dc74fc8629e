package dev.fixedip.plan;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.FixedIpSpec.Strategy;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.api.Reason;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import java.util.Optional;

/** Whether the address may go from the instance that has it to the one that is picked now. */
final class Handover {
  private Handover() {}

  /**
   * A live instance keeps the address though tags or a node pick another one now: it may only have
   * been retagged. It goes over once that instance ends, or the spec changes. What somebody moved
   * by hand from the instance that is still picked comes back.
   */
  static Optional<Decision> robbed(Situation situation, Target.Resolved target) {
    InstanceSelector selector = situation.desired().spec().instance();
    if (selector == null || selector.isById() || target.host().isEmpty() || !hasHadIt(situation)) {
      return Optional.empty();
    }
    Instance picked = target.host().get().instance();
    boolean atLaunch = situation.desired().spec().strategyOrDefault() == Strategy.PrimaryAtLaunch;
    return Holdings.withAddress(situation)
        .filter(it -> !(atLaunch && it.isPrimary()))
        .flatMap(it -> holder(situation, it).stream())
        .filter(Instance::isLive)
        .filter(holder -> !holder.id().equals(picked.id()))
        .filter(_ -> !wasPicked(situation, picked.id()))
        .findFirst()
        .map(holder ->
            new Decision.Refuse(
                Reason.HELD_BY_LIVE_INSTANCE,
                "%s, which lives, has %s, while the %s pick %s now: terminate the one, or give its tags back, or change the spec to have the address moved"
                    .formatted(
                        Words.named(holder),
                        situation.desired().address(),
                        selector,
                        Words.named(picked))));
  }

  /** Whether the spec is still the one under which an instance got the address. */
  private static boolean hasHadIt(Situation situation) {
    Remembered remembered = situation.remembered();
    long generation = situation.desired().generation();
    return remembered.wasInPlace(generation)
        || remembered
            .condition(ConditionType.AddressAssigned, generation)
            .filter(it -> "True".equals(it.getStatus()))
            .isPresent()
        || remembered
            .condition(ConditionType.Ready, generation)
            .filter(it -> Reason.HELD_BY_LIVE_INSTANCE.toString().equals(it.getReason()))
            .isPresent();
  }

  private static boolean wasPicked(Situation situation, String instanceId) {
    Remembered remembered = situation.remembered();
    return instanceId.equals(remembered.status().instanceId())
        || remembered
            .drift(Difference.ATTACHMENT)
            .map(FixedIpStatus.Drift::desired)
            .filter(instanceId::equals)
            .isPresent();
  }

  private static Optional<Instance> holder(Situation situation, NetworkInterface it) {
    return it.instanceId().flatMap(id -> situation.world().instance(id).present());
  }
}
