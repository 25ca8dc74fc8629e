package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.Seen;
import dev.fixedip.model.World;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The Elastic IPs of whole reads: of each once somebody asked for one; before that now and again,
 * so that one is found that was allocated for a FixedIp that is gone. They are {@link Dispensable}.
 */
final class ElasticIpPolls {

  /** While nobody asks they are read with every so many whole reads. */
  private static final int EVERY = 5;

  private static final Logger log = LoggerFactory.getLogger(ElasticIpPolls.class);

  private final Describe describe;
  private final Dispensable<Seen<ElasticIps>> polled =
      new Dispensable<>(
          log,
          "Reading the Elastic IPs (without them no Elastic IP is associated or given back)",
          new Seen.Unread<>());
  private volatile boolean asked;
  private int polls;

  ElasticIpPolls(Describe describe) {
    this.describe = describe;
  }

  /** Somebody asks for one: they are read each time from now on. */
  void ask() {
    asked = true;
  }

  /**
   * What the whole read that begins now has of them.
   *
   * @param known what is known so far: one that EC2 does not list is asked for by its id
   */
  Seen<ElasticIps> of(Moment began, World known) {
    polls++;
    if (asked) {
      polled.read(() -> all(began, known));
      return polled.found();
    }
    return polls % EVERY == 0 ? readUnasked(began, known) : new Seen.Unread<>();
  }

  private Seen<ElasticIps> readUnasked(Moment began, World known) {
    try {
      return all(began, known);
    } catch (SdkException e) {
      log.debug("The Elastic IPs are not to be had, and nobody asked for any", e);
      return new Seen.Unread<>();
    }
  }

  private Seen<ElasticIps> all(Moment began, World known) {
    List<String> ids =
        known.elasticIps().present().map(ElasticIps::all).orElse(List.of()).stream()
            .map(ElasticIp::allocationId)
            .toList();
    return new Seen.Present<>(ElasticIps.read(began.at(), describe.elasticIps(ids)));
  }
}
