package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.ec2.Executor;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.plan.Policy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The operator as a whole: the reconciler, its cache of FixedIps, leadership and housekeeping. */
public final class FixedIpOperator implements AutoCloseable {

  /** What holds a FixedIp back until EC2 is tidied up. */
  public static final String FINALIZER = "fixedip.dev/finalizer";

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);
  private static final Duration LAST_STEP = Duration.ofSeconds(5);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Operator operator;
  private final Inventory inventory;
  private final Housekeeping housekeeping;
  private final LeakCollector leaks;
  private final NodeWatch nodes;
  private final OperatorMeters meters;
  private final ScheduledExecutorService scheduler;
  private final Settings settings;
  private final Runnable leadershipLost;
  private final AtomicBoolean leading = new AtomicBoolean();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Gate gate = new Gate();
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(gate.threads());

  /** One event after another: what is written of FixedIps themselves comes first. */
  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

  /**
   * How the operator is run.
   *
   * @param namespaces those whose FixedIps it looks after; empty: all
   * @param lease the lease that makes one of several replicas act; empty: there is only one
   * @param identity which replica this is
   * @param collectAfter how old what nobody needs must be before it is taken back
   */
  public record Settings(
      Policy policy,
      Set<String> namespaces,
      Optional<LeaseWatch.LeaseName> lease,
      String identity,
      Duration collectAfter) {

    /** For how long after a renewal of the lease a call may begin. */
    public Duration renewDeadline() {
      return RENEW_DEADLINE;
    }
  }

  /**
   * What the operator works with; none of it is closed by it.
   *
   * @param leadershipLost called once when the lease passed to another replica before {@link
   *     #close}: what leads no more must end, since its caches and plans are another's now
   */
  public record Parts(
      KubernetesClient client,
      Inventory inventory,
      Executor executor,
      InstantSource clock,
      MeterRegistry meters,
      Runnable leadershipLost) {}

  /** Wires the operator; nothing runs before {@link #start}. */
  public FixedIpOperator(Settings settings, Parts parts) {
    this.settings = settings;
    inventory = parts.inventory();
    leadershipLost = parts.leadershipLost();
    scheduler = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    nodes = new NodeWatch(parts.client());
    Fleet fleet = new Fleet(nodes);
    nodes.onChange(fleet::wakeNamers);
    nodes.onSynced(fleet::wakeAll);
    Wakes wakes = new Wakes(fleet::wake);
    Locks locks = new Locks(gate);
    Telling telling =
        new Telling(
            new EventRecorder(parts.client(), teller, parts.clock(), settings.identity()),
            new DriftMeters(parts.meters()));
    FixedIpReconciler reconciler =
        new FixedIpReconciler(
            new Cycle.Parts(
                inventory,
                parts.executor(),
                settings.policy(),
                parts.clock(),
                telling,
                wakes,
                locks,
                gate),
            fleet);
    leaks =
        new LeakCollector(
            new LeakCollector.Parts(
                settings.policy().clusterId(),
                settings.collectAfter(),
                fleet,
                inventory,
                parts.executor(),
                locks,
                parts.client()));
    housekeeping = new Housekeeping(inventory, fleet, leaks, parts.clock());
    AtomicBoolean first = new AtomicBoolean(true);
    inventory.onChange(keys -> {
      if (inventory.isComplete() && first.get()) {
        fleet.wakeAll();
        first.set(false);
      } else {
        wakes.changed(keys);
      }
      if (inventory.isSettled()) {
        wakes.letGo();
      }
    });
    meters = new OperatorMeters(this, fleet, parts);
    operator = operator(parts);
    operator.register(reconciler, this::configure);
  }

  /** Starts the caches, and the work once this replica leads. Blocks until the caches are read. */
  public void start() {
    operator.start();
    if (settings.lease().isEmpty()) {
      lead();
    }
  }

  /** Whether the caches are read and watched. */
  public boolean isHealthy() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  /** Whether nothing is broken that only a new process mends; true while starting. */
  public boolean isAlive() {
    return !operator.getRuntimeInfo().isStarted()
        || operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  /** How many interfaces of FixedIps that are gone are still attached. */
  public int attachedLeaks() {
    return leaks.attached();
  }

  /** Whether this replica acts, as far as it knows. */
  public boolean isLeading() {
    return leading.get();
  }

  /** Counts anew, for those who read the meters now, what is not counted as it happens. */
  public void measure() {
    meters.measure();
  }

  /** Finishes the steps in hand and gives leadership up; the lease is {@link LeaseWatch}'s. */
  @Override
  public void close() {
    closing.set(true);
    scheduler.shutdownNow();
    inventory.close();
    operator.stop();
    nodes.close();
    end(threads);
    end(teller);
  }

  /** What does not end by itself, such as a call to a Kubernetes that is away, is interrupted. */
  private static void end(ExecutorService executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void lead() {
    leading.set(true);
    inventory.start();
    long millis = Housekeeping.interval(settings.policy().pollInterval()).toMillis();
    var _ = scheduler.scheduleWithFixedDelay(housekeeping, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void follow() {
    if (leading.getAndSet(false) && !closing.get()) {
      leadershipLost.run();
    }
  }

  private Operator operator(Parts parts) {
    return new Operator(overrider -> {
      overrider
          .withKubernetesClient(parts.client())
          .withCloseClientOnStop(false)
          .withExecutorService(threads)
          .withResourceCloner(new Copies(parts.client().getKubernetesSerialization()))
          .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(parts.meters()))
          .withStopOnInformerErrorDuringStartup(true)
          .withParseResourceVersions(true)
          .withReconciliationTerminationTimeout(LAST_STEP);
      settings
          .lease()
          .ifPresent(lease ->
              overrider.withLeaderElectionConfiguration(
                  LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease.name())
                      .withLeaseNamespace(lease.namespace())
                      .withIdentity(settings.identity())
                      .withLeaseDuration(LEASE)
                      .withRenewDeadline(RENEW_DEADLINE)
                      .withRetryPeriod(RETRY_PERIOD)
                      // An exit from within the shutdown's own closing would wait for itself.
                      .withExitOnStopLeading(false)
                      .withLeaderCallbacks(new LeaderCallbacks(this::lead, this::follow, _ -> {}))
                      .build()));
    });
  }

  private void configure(ControllerConfigurationOverrider<FixedIp> controller) {
    controller
        .withName("fixedip")
        .withFinalizer(FINALIZER)
        .withFieldManager("fixedip")
        .withGenerationAware(false)
        .withOnUpdateFilter(ofInterest())
        .withRetry(
            GenericRetry.every10second10TimesRetry()
                .setMaxAttempts(Integer.MAX_VALUE)
                .setInitialInterval(1_000)
                .setIntervalMultiplier(2)
                .setMaxInterval(60_000))
        .withReconciliationMaxInterval(Duration.ofMinutes(10));
    if (settings.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(settings.namespaces());
    }
  }

  /** A change of the spec, of the annotations, of the finalizers, or the wish to delete. */
  private static OnUpdateFilter<FixedIp> ofInterest() {
    return (after, before) ->
        !Objects.equals(after.getMetadata().getGeneration(), before.getMetadata().getGeneration())
            || !Objects.equals(
                after.getMetadata().getAnnotations(), before.getMetadata().getAnnotations())
            || !Objects.equals(
                after.getMetadata().getFinalizers(), before.getMetadata().getFinalizers())
            || after.isMarkedForDeletion() != before.isMarkedForDeletion();
  }
}
