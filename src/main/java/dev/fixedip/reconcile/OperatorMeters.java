package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * What is measured of an operator as a whole. Only the replica that leads counts FixedIps and looks
 * at EC2, so that a sum over all replicas is right.
 */
final class OperatorMeters {
  private final FixedIpOperator operator;
  private final Fleet fleet;
  private final FleetMeters standing;
  private final RoomMeters room;

  OperatorMeters(FixedIpOperator operator, Fleet fleet, FixedIpOperator.Parts parts) {
    this.operator = operator;
    this.fleet = fleet;
    MeterRegistry registry = parts.meters();
    standing = new FleetMeters(registry, parts.clock());
    room = new RoomMeters(registry, parts.inventory());
    Gauge.builder("fixedip.leader", operator, it -> it.isLeading() ? 1 : 0)
        .description("Whether this replica acts: 1 or 0")
        .register(registry);
    Gauge.builder("fixedip.leaks.attached", operator, FixedIpOperator::attachedLeaks)
        .description("Interfaces of FixedIps that are gone, still attached, left for somebody")
        .register(registry);
  }

  /** Counts anew what is not counted as it happens. */
  void measure() {
    List<FixedIp> all = operator.isLeading() ? fleet.all() : List.of();
    standing.measure(all);
    room.measure(all);
  }
}
