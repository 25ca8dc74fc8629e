package dev.fixedip.ec2;

import dev.fixedip.model.Instance;
import dev.fixedip.model.Reachability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What EC2's own checks of the running instances said last. They are {@link Dispensable}. */
final class StatusChecks {

  /** Guests seldom change: they are asked for every so many whole reads. */
  private static final int EVERY = 5;

  private static final Logger log = LoggerFactory.getLogger(StatusChecks.class);

  private final Describe describe;
  private final Dispensable<Map<String, Reachability>> checks =
      new Dispensable<>(
          log,
          "Reading the status checks of instances (without them GuestReachable stays Unknown)",
          Map.of());
  private final Repeats<Map.Entry<String, Reachability>> before = new Repeats<>();
  private int readsSince = EVERY;

  StatusChecks(Describe describe) {
    this.describe = describe;
  }

  /** What they say of those of the instances that run, asked for anew if it is time to. */
  Map<String, Reachability> of(List<Instance> instances) {
    if (readsSince >= EVERY && checks.read(() -> describe.reachability(before))) {
      readsSince = 0;
    }
    readsSince++;
    Map<String, Reachability> running = new HashMap<>();
    for (Instance it : instances) {
      Reachability said = checks.found().get(it.id());
      if (said != null && it.state() == Instance.State.RUNNING) {
        running.put(it.id(), said);
      }
    }
    checks.keep(running);
    return running;
  }
}
