package dev.fixedip.demo;

import static org.awaitility.Awaitility.await;

import dev.fixedip.api.FixedIp;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the story is played on: a Kubernetes API, a simulated EC2, and the operator between. */
final class Lab implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "demo").toAbsolutePath();

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Closed in the reverse order of their opening. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final KubernetesApi kubernetes;
  private final String namespace;
  private final Path kubeconfig;
  private final Simulator ec2;
  private final Cloud cloud;
  private @Nullable OperatorProcess operator;

  /**
   * Starts Kubernetes and EC2; no operator runs yet.
   *
   * @throws IllegalStateException when no Kubernetes API can be had; the message says what to do
   */
  Lab() {
    kubernetes = KubernetesApi.start();
    parts.push(kubernetes);
    kubernetes.applyCrds(Path.of("crd"));
    namespace = kubernetes.createNamespace("fixedip-demo");
    if (isTheUsers()) {
      parts.push(this::leaveNothing);
    }
    kubeconfig = kubernetes.writeKubeconfig(FOLDER.resolve("kubeconfig.yaml"));
    write("kubeconfig.yaml", inNamespace(kubernetes.kubeconfig()));
    ec2 =
        Simulator.start(
            SimulatorOptions.at(InstantSource.system()).withLatencies(Latencies.realistic()));
    parts.push(ec2);
    cloud = new Cloud(ec2.endpoint());
    parts.push(cloud);
  }

  /** Starts the operator and waits until it is ready. */
  synchronized void startOperator() {
    OperatorProcess started =
        OperatorProcess.startUnpackaged(
            kubeconfig,
            ec2.endpoint(),
            "--poll-interval=2s",
            "--cluster-id=demo",
            "--namespaces=" + namespace);
    operator = started;
    parts.push(started);
    parts.push(() -> stop(started));
    started.awaitReady();
  }

  KubernetesApi kubernetes() {
    return kubernetes;
  }

  String namespace() {
    return namespace;
  }

  /** The kubeconfig whose current context is in the demo's namespace. */
  Path kubeconfig() {
    return kubeconfig;
  }

  Simulator ec2() {
    return ec2;
  }

  /** EC2 as somebody with the AWS command line sees it. */
  Cloud cloud() {
    return cloud;
  }

  /** What the operator wrote so far. */
  synchronized String operatorLog() {
    return operator == null ? "" : operator.log();
  }

  /** Writes a file of the demo's folder. */
  Path write(String name, String text) {
    try {
      Files.createDirectories(FOLDER);
      return Files.writeString(FOLDER.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String inNamespace(String text) {
    var yaml = kubernetes.client().getKubernetesSerialization();
    Config config = yaml.unmarshal(text, Config.class);
    config.getContexts().stream()
        .filter(it -> it.getName().equals(config.getCurrentContext()))
        .forEach(it -> it.getContext().setNamespace(namespace));
    return yaml.asYaml(config);
  }

  /** Whether the Kubernetes API goes on when the demo ends. */
  private static boolean isTheUsers() {
    return !System.getProperty("fixedip.kubeconfig", "").isBlank();
  }

  /** Deletes what the user may have made meanwhile; what it had in EC2 ends with the simulator. */
  private void leaveNothing() {
    var fixedIps = kubernetes.client().resources(FixedIp.class).inNamespace(namespace);
    fixedIps
        .list()
        .getItems()
        .forEach(it ->
            fixedIps
                .resource(it)
                .edit(now -> {
                  now.getMetadata().setFinalizers(List.of());
                  return now;
                }));
    fixedIps.delete();
    kubernetes.client().namespaces().withName(namespace).delete();
  }

  /** After Ctrl-C the Kubernetes API may have ended first, and nobody waits for a lease then. */
  private static void stop(OperatorProcess operator) {
    operator.terminate();
    await().atMost(PATIENCE).until(() -> !operator.handle().isAlive());
  }

  /** Stops all of it, once. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("While stopping the demo: " + e.getMessage());
      }
    }
  }
}
