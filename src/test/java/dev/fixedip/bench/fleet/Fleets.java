package dev.fixedip.bench.fleet;

import dev.fixedip.bench.Scenario;
import java.util.List;

/** The scenarios of the operator. */
public final class Fleets {
  private Fleets() {}

  /** All of them. */
  public static List<Scenario> scenarios() {
    return List.of(
        new CreatedScenario(),
        new DeletedScenario(),
        new SecondaryScenario(),
        new LimitlessScenario(),
        new SingleScenario(),
        new DistantScenario(),
        new SteadyScenario(),
        new DetachedScenario(),
        new ReplacedScenario(),
        new RestartScenario(),
        new IdleScenario(),
        new TenantScenario());
  }
}
