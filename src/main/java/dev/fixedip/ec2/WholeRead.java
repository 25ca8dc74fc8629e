package dev.fixedip.ec2;

import dev.fixedip.model.Snapshot;
import java.util.List;

/**
 * EC2 as a whole read found it.
 *
 * @param began before its first page was asked for
 */
record WholeRead(Moment began, Snapshot snapshot, Topology topology) {

  static final WholeRead NONE =
      new WholeRead(Moment.NEVER, new Snapshot(Snapshot.Parts.none()), Topology.NONE);

  /** The same read, with what is newly known of VPCs and subnets. */
  WholeRead with(Topology other) {
    Snapshot changed =
        new Snapshot(
            new Snapshot.Parts(
                snapshot.interfaces(),
                snapshot.instances(),
                other.subnets(),
                other.vpcs(),
                List.of(),
                snapshot.rules(),
                snapshot.reachability(),
                snapshot.elasticIps()));
    return new WholeRead(began, changed, other);
  }
}
