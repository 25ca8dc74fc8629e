package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Seen;
import dev.fixedip.model.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weighs what reads and own writes say of the Elastic IPs. EC2 lists them all in one answer, so
 * they are one thing. Not safe for concurrent use.
 */
final class ElasticIpLedger {
  private static final String ALL = "all";

  private final OwnWrites<ElasticIpWrite> writes = new OwnWrites<>(Succession.ofElasticIps());
  private final Reads<List<ElasticIp>> reads =
      new Reads<>(
          false, (id, read) -> writes.standing(id, read.began(), it -> isShown(it, read.state())));

  void wrote(ElasticIpWrite it, Moment at) {
    writes.add(ALL, it, at);
  }

  void learn(List<ElasticIp> found, Moment began, Instant now) {
    reads.learn(
        ALL, new Read<>(new Seen.Present<>(ElasticIps.read(began.at(), found).all()), began), now);
  }

  /** A whole read is there, with Elastic IPs or without, or with those of an earlier one. */
  void wholeRead(Moment began, Snapshot after, Instant now) {
    if (after.elasticIps().present().filter(it -> it.readAt().isBefore(began.at())).isPresent()) {
      return;
    }
    Seen<List<ElasticIp>> found =
        after
            .elasticIps()
            .present()
            .<Seen<List<ElasticIp>>>map(it -> new Seen.Present<>(it.all()))
            .orElseGet(Seen.Unread::new);
    reads.wholeRead(began, _ -> found, Set.of(ALL), now);
  }

  /** What is known now; empty if nobody has asked for any yet. */
  Optional<Fact> fact() {
    Read<List<ElasticIp>> read = reads.latest(ALL);
    if (!(read.state() instanceof Seen.Present<List<ElasticIp>>(var found))) {
      return Optional.empty();
    }
    writes.settle(ALL, read.began(), it -> isShown(it, read.state()));
    List<ElasticIpWrite> unshown = writes.unshown(ALL);
    List<ElasticIp> after = found;
    for (ElasticIpWrite it : unshown) {
      after = it.over(after);
    }
    Set<String> unconfirmed =
        unshown.stream().map(ElasticIpWrite::allocationId).collect(Collectors.toSet());
    return Optional.of(
        new Fact.OfElasticIps(
            new Seen.Present<>(new ElasticIps(read.began().at(), after, unconfirmed))));
  }

  private static boolean isShown(ElasticIpWrite it, Seen<List<ElasticIp>> read) {
    return read.present().filter(it::shownBy).isPresent();
  }
}
