package dev.fixedip.bench.fleet;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Who of a fleet meets something, and since when, as Kubernetes tells it. */
final class Census implements ResourceEventHandler<FixedIp>, AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(10);

  private final String what;
  private final Predicate<FixedIp> met;
  private final SharedIndexInformer<FixedIp> watched;
  private final Map<String, Instant> since = new ConcurrentHashMap<>();
  private volatile Instant lastGone = Instant.MIN;

  /** Counts those that are there, and all that come. */
  Census(String what, Predicate<FixedIp> met, SharedIndexInformer<FixedIp> watched) {
    this.what = what;
    this.met = met;
    this.watched = watched;
    watched.addEventHandler(this);
  }

  @Override
  public void onAdd(FixedIp it) {
    onUpdate(it, it);
  }

  @Override
  public void onUpdate(FixedIp before, FixedIp it) {
    String name = it.getMetadata().getName();
    if (met.test(it)) {
      since.putIfAbsent(name, Instant.now());
    } else {
      since.remove(name);
    }
  }

  @Override
  public void onDelete(FixedIp it, boolean unknown) {
    since.remove(it.getMetadata().getName());
    lastGone = Instant.now();
  }

  /** Waits until that many meet it at once; answers since when the last does. */
  Instant await(int number, Duration patience) {
    try {
      Awaitility.await("%d FixedIps to be %s".formatted(number, what))
          .atMost(patience)
          .pollInterval(LOOK)
          .until(() -> since.size() >= number);
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "%d of %d FixedIps are %s; all stand so: %s"
              .formatted(since.size(), number, what, reasons()),
          e);
    }
    return since.values().stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  /** Waits until there is none any more; answers when the last went. */
  Instant awaitNone(Duration patience) {
    Awaitility.await("no FixedIp to be left")
        .atMost(patience)
        .pollInterval(LOOK)
        .until(() -> watched.getStore().listKeys().isEmpty());
    return lastGone;
  }

  private Map<String, Long> reasons() {
    return watched.getStore().list().stream()
        .collect(Collectors.groupingBy(Census::reason, TreeMap::new, Collectors.counting()));
  }

  private static String reason(FixedIp it) {
    return it.getStatus() == null
        ? "no status"
        : it.getStatus()
            .condition(ConditionType.Ready)
            .map(ready -> ready.getStatus() + "/" + ready.getReason())
            .orElse("not looked at");
  }

  @Override
  public void close() {
    watched.removeEventHandler(this);
  }
}
