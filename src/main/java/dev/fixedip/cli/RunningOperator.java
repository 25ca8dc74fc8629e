package dev.fixedip.cli;

import dev.fixedip.ec2.Ec2Access;
import dev.fixedip.ec2.Ec2Clients;
import dev.fixedip.ec2.Ec2Settings;
import dev.fixedip.ec2.Executor;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.ec2.Limits;
import dev.fixedip.ec2.Pacer;
import dev.fixedip.ec2.PollMeter;
import dev.fixedip.reconcile.FixedIpOperator;
import dev.fixedip.reconcile.LeaseWatch;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator with all its parts, from its start to its end. */
public final class RunningOperator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningOperator.class);

  /** Closed in the reverse order of their opening. */
  private final Deque<Closing> parts = new ArrayDeque<>();

  private volatile boolean closing;
  private boolean closed;

  private record Closing(String what, AutoCloseable it) {}

  private RunningOperator() {}

  /**
   * Starts an operator.
   *
   * @throws Problem if something that it needs is not there; the message says what to do
   */
  static RunningOperator start(RunOptions options, InstantSource clock) {
    RunningOperator running = new RunningOperator();
    try {
      running.open(options, clock);
      return running;
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  private void open(RunOptions options, InstantSource clock) {
    options.check();
    KubernetesClient kubernetes =
        with(
            "Kubernetes client",
            new KubernetesClientBuilder()
                .withConfig(KubernetesAccess.config(System.getenv("KUBECONFIG")))
                .withKubernetesSerialization(LeanSerialization.create())
                .withHttpClientBuilderConsumer(
                    it -> it.addOrReplaceInterceptor("compressed-answers", new CompressedAnswers()))
                .build());
    KubernetesAccess.check(kubernetes, options.namespaces);
    Optional<URI> simulated =
        options.ec2.simulate
            ? Optional.of(with("simulator", Simulator.start(SimulatorOptions.at(clock))).endpoint())
            : Optional.empty();
    String clusterId = clusterId(options, kubernetes);
    Ec2Settings ec2 = new Ec2Settings(clusterId, options.pollInterval, options.ec2Rate, simulated);
    Ec2Access.problem(ec2)
        .ifPresent(problem -> {
          throw new Problem(problem);
        });
    String identity = identity();
    Optional<LeaseWatch.LeaseName> lease = lease(options, kubernetes);
    FixedIpOperator.Settings settings =
        new FixedIpOperator.Settings(
            options.guardrails.policy(clusterId, options.pollInterval),
            options.namespaces,
            lease,
            identity,
            options.collectAfter);
    BooleanSupplier mayAct =
        lease
            .map(name ->
                with(
                    "lease watch",
                    new LeaseWatch(kubernetes, name, identity, settings.renewDeadline(), clock)))
            .<BooleanSupplier>map(watch -> watch::mayAct)
            .orElse(() -> true);
    Meters meters = with("metrics", new Meters(Build.OF_THIS));
    Ec2Clients clients =
        with(
            "EC2 clients",
            new Ec2Clients(ec2, () -> !closing && mayAct.getAsBoolean(), meters.registry()));
    LOG.info(
        "fixedip {} starts as {} on Kubernetes {} and {}; what it makes is tagged with cluster {}",
        Build.OF_THIS,
        identity,
        kubernetes.getMasterUrl(),
        clients.where(),
        clusterId);
    simulated.ifPresent(RunningOperator::tellOfSimulated);
    Limits limits = new Limits(options.ec2Rate, clock, meters.registry());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pacer").factory());
    AutoCloseable _ = with("pacer", timer::shutdownNow);
    Pacer pacer = Pacer.on(timer);
    Inventory inventory =
        with("inventory", new Inventory(ec2, clients.reading(), limits, pacer, clock));
    PollMeter.bind(meters.registry(), inventory, clock);
    FixedIpOperator operator =
        with(
            "operator",
            new FixedIpOperator(
                settings,
                new FixedIpOperator.Parts(
                    kubernetes,
                    inventory,
                    new Executor(clients.writing(), limits, inventory, new SecureRandom()),
                    clock,
                    meters.registry(),
                    RunningOperator::endWithoutLease)));
    AutoCloseable _ =
        with("HTTP port", Serving.open(options.httpPort, operator, inventory, meters));
    try {
      operator.start();
    } catch (OperatorException e) {
      throw new Problem("The operator could not start: " + KubernetesAccess.rootMessage(e), e);
    }
    LOG.info(
        "Looking after the FixedIps of {}, {}",
        options.namespaces.isEmpty()
            ? "all namespaces"
            : "the namespaces " + String.join(", ", options.namespaces),
        lease
            .map(it ->
                "whenever this replica has the lease %s/%s".formatted(it.namespace(), it.name()))
            .orElse("without leader election"));
  }

  /** Ends the process, on a thread of its own: the closing waits for the one that told of it. */
  private static void endWithoutLease() {
    LOG.error("Another replica has the lease now: this one ends, to be started anew");
    Thread.ofPlatform().name("lease-lost").start(() -> System.exit(1));
  }

  private static void tellOfSimulated(URI endpoint) {
    LOG.info(
        "EC2 is simulated, with the instances {} (linux, {}) and {} (windows, {}); the AWS command"
            + " line sees it with AWS_ENDPOINT_URL_EC2={}",
        Worlds.LINUX,
        Worlds.LINUX_ADDRESS,
        Worlds.WINDOWS,
        Worlds.WINDOWS_ADDRESS,
        endpoint);
  }

  private static String clusterId(RunOptions options, KubernetesClient kubernetes) {
    if (options.clusterId != null) {
      return options.clusterId;
    }
    try {
      Namespace system = kubernetes.namespaces().withName("kube-system").get();
      if (system != null) {
        return system.getMetadata().getUid();
      }
    } catch (KubernetesClientException e) {
      throw new Problem(
          "The UID of the namespace kube-system, which names this cluster in EC2, could not be read"
              + " (%d): allow it, or set --cluster-id".formatted(e.getCode()),
          e);
    }
    throw new Problem(
        "There is no namespace kube-system whose UID could name this cluster in EC2: set"
            + " --cluster-id");
  }

  private static Optional<LeaseWatch.LeaseName> lease(
      RunOptions options, KubernetesClient kubernetes) {
    if (!options.leaderElection) {
      return Optional.empty();
    }
    String own = kubernetes.getNamespace();
    String namespace =
        options.leaseNamespace != null ? options.leaseNamespace : own == null ? "default" : own;
    return Optional.of(new LeaseWatch.LeaseName(namespace, options.leaseName));
  }

  private static String identity() {
    String host = System.getenv("HOSTNAME");
    return (host == null ? "fixedip" : host) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private <T extends AutoCloseable> T with(String what, T part) {
    parts.push(new Closing(what, part));
    return part;
  }

  /** Ends the steps in hand and begins none, releases the lease and closes all parts; once. */
  @Override
  public synchronized void close() {
    closing = true;
    if (closed) {
      return;
    }
    closed = true;
    for (Closing part : parts) {
      try {
        part.it().close();
      } catch (Exception e) {
        LOG.warn("Closing the {} did not succeed: {}", part.what(), e.toString());
      }
    }
  }
}
