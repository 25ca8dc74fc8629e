package dev.fixedip.ec2;

import dev.fixedip.model.Instance;
import dev.fixedip.model.Reachability;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What EC2's own checks of the running instances said last. They are no reason to fail a whole
 * read: what was said is kept for a few reads, and where they are not to be had at all, as with an
 * IAM policy that lacks their action, nothing is known.
 */
final class StatusChecks {

  /** Guests seldom change: they are asked for every so many whole reads. */
  private static final int EVERY = 5;

  private static final Logger log = LoggerFactory.getLogger(StatusChecks.class);

  private final Describe describe;
  private final Backoff trouble =
      new Backoff(
          log,
          "Reading the status checks of instances (without them GuestReachable stays Unknown)",
          Duration.ZERO);
  private Map<String, Reachability> found = Map.of();
  private int readsSince = EVERY;
  private int failures;

  StatusChecks(Describe describe) {
    this.describe = describe;
  }

  /** What they say of those of the instances that run, asked for anew if it is time to. */
  Map<String, Reachability> of(List<Instance> instances) {
    if (readsSince >= EVERY) {
      read();
    }
    readsSince++;
    Map<String, Reachability> running = new HashMap<>();
    for (Instance it : instances) {
      Reachability said = found.get(it.id());
      if (said != null && it.state() == Instance.State.RUNNING) {
        running.put(it.id(), said);
      }
    }
    found = running;
    return running;
  }

  private void read() {
    try {
      found = describe.reachability();
      readsSince = 0;
      failures = 0;
      trouble.succeeded();
    } catch (SdkException e) {
      failures++;
      if (failures >= EVERY) {
        found = Map.of();
      }
      trouble.failed(e);
    }
  }
}
