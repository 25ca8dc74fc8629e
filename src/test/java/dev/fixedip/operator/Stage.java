package dev.fixedip.operator;

import static org.awaitility.Awaitility.await;

import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.api.FixedIpStatus;
import dev.fixedip.chart.ChartAccount;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A namespace of its own, operators that look after it with the rights that the Helm chart gives
 * them, and what a user does with kubectl.
 */
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesApi kubernetes;
  private final URI ec2;
  private final String namespace;
  private final ChartAccount account;
  private final List<OperatorProcess> operators = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final History history;

  private Stage(KubernetesApi kubernetes, URI ec2, String namespace) {
    this.kubernetes = kubernetes;
    this.ec2 = ec2;
    this.namespace = namespace;
    history = History.of(kubernetes.client(), namespace);
    account = ChartAccount.in(namespace, kubernetes);
  }

  /** Sets up a namespace; no operator runs yet. */
  static Stage open(KubernetesApi kubernetes, URI ec2) {
    kubernetes.applyCrds(Path.of("crd"));
    return new Stage(kubernetes, ec2, kubernetes.createNamespace("stage"));
  }

  String namespace() {
    return namespace;
  }

  /** The tag {@code fixedip.dev/cluster} of all that this stage's operators make. */
  String clusterId() {
    return namespace;
  }

  /** Every state that its FixedIps ever were in. */
  History history() {
    return history;
  }

  KubernetesApi kubernetes() {
    return kubernetes;
  }

  /** Starts an operator that polls every two seconds, and waits until it is ready. */
  OperatorProcess operator(String... options) {
    return operator(Map.of(), options);
  }

  /** Starts an operator so, with these environment variables too. */
  OperatorProcess operator(Map<String, String> environment, String... options) {
    return startOperatorAt(ec2, environment, options).awaitReady();
  }

  /** Starts an operator and does not wait for it. */
  OperatorProcess startOperator(String... options) {
    return startOperatorAt(ec2, Map.of(), options);
  }

  /** Starts an operator that takes that for EC2, and does not wait for it. */
  OperatorProcess startOperatorAt(URI endpoint, String... options) {
    return startOperatorAt(endpoint, Map.of(), options);
  }

  private OperatorProcess startOperatorAt(
      URI endpoint, Map<String, String> environment, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--poll-interval=2s",
                "--ec2-rate=1000",
                "--namespaces=" + namespace,
                "--lease-namespace=" + namespace,
                "--cluster-id=" + clusterId()));
    all.removeIf(usual -> Stream.of(options).anyMatch(it -> isSameOption(it, usual)));
    all.addAll(List.of(options));
    String kubeconfig = account.kubeconfig();
    tokens.add(tokenIn(kubeconfig));
    OperatorProcess operator =
        OperatorProcess.start(kubeconfig, endpoint, environment, all.toArray(String[]::new));
    operators.add(operator);
    return operator;
  }

  private static boolean isSameOption(String one, String other) {
    return one.replaceFirst("=.*", "").equals(other.replaceFirst("=.*", ""));
  }

  private String tokenIn(String kubeconfig) {
    return kubernetes
        .client()
        .getKubernetesSerialization()
        .unmarshal(kubeconfig, Config.class)
        .getUsers()
        .getFirst()
        .getUser()
        .getToken();
  }

  /** The secrets by which Kubernetes knows its operators. */
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** Applies a FixedIp, as {@code kubectl apply --server-side} does. */
  FixedIp apply(String name, String spec) {
    FixedIp it =
        kubernetes
            .client()
            .getKubernetesSerialization()
            .unmarshal(
                """
                apiVersion: fixedip.dev/v1alpha1
                kind: FixedIp
                metadata: {name: %s, namespace: %s}
                spec:
                %s
                """
                    .formatted(name, namespace, spec.strip().indent(2)),
                FixedIp.class);
    return kubernetes
        .client()
        .resource(it)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("kubectl")
                .withForce(true)
                .build());
  }

  Resource<FixedIp> fixedIp(String name) {
    return fixedIps().withName(name);
  }

  /** All of this stage. */
  NonNamespaceOperation<FixedIp, KubernetesResourceList<FixedIp>, Resource<FixedIp>> fixedIps() {
    return kubernetes.client().resources(FixedIp.class).inNamespace(namespace);
  }

  /** Its status now; empty if it has none or is gone. */
  Optional<FixedIpStatus> status(String name) {
    return Optional.ofNullable(fixedIp(name).get()).map(FixedIp::getStatus);
  }

  /** Its status once it is ready at its generation. */
  FixedIpStatus awaitReady(String name) {
    FixedIp it =
        awaitThat(
            name,
            "ready",
            now ->
                isTrue(now, ConditionType.Ready)
                    && now.getMetadata().getGeneration().equals(now.getStatus().syncedGeneration())
                    && now.getMetadata()
                        .getGeneration()
                        .equals(now.getStatus().observedGeneration()));
    return it.getStatus();
  }

  /** Its status once Ready is False for that reason. */
  FixedIpStatus awaitReason(String name, String reason) {
    return awaitThat(
            name,
            reason,
            now ->
                now.getStatus()
                    .condition(ConditionType.Ready)
                    .filter(it -> it.getReason().equals(reason))
                    .isPresent())
        .getStatus();
  }

  /** The FixedIp once it meets that, as its status is written. */
  FixedIp awaitThat(String name, String what, Predicate<FixedIp> met) {
    return await("FixedIp " + name + " to be " + what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .conditionEvaluationListener(it -> {
          if (it.getRemainingTimeInMS() <= 0) {
            System.err.println(described(name));
          }
        })
        .until(
            () -> fixedIp(name).get(),
            now -> now != null && now.getStatus() != null && met.test(now));
  }

  /** Waits until Kubernetes does not have it any more. */
  void awaitGone(String name) {
    await("FixedIp " + name + " to be gone")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> fixedIp(name).get() == null);
  }

  static boolean isTrue(FixedIp it, ConditionType type) {
    return it.getStatus().condition(type).filter(c -> c.getStatus().equals("True")).isPresent();
  }

  /** The events about it, as {@code kubectl describe} lists them. */
  List<Event> events(String name) {
    return kubernetes.client().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(it -> it.getInvolvedObject().getName().equals(name))
        .toList();
  }

  /** All that is known of it, for a test that failed. */
  String described(String name) {
    StringBuilder all =
        new StringBuilder(
            kubernetes.client().getKubernetesSerialization().asYaml(fixedIp(name).get()));
    events(name)
        .forEach(
            it -> all.append(it.getReason()).append(": ").append(it.getMessage()).append('\n'));
    operators.forEach(it -> all.append(it.log()));
    return all.toString();
  }

  /** Ends its operators, after which every status that they ever wrote must keep the promise. */
  @Override
  public void close() {
    operators.forEach(OperatorProcess::close);
    try (account;
        history) {
      history.keepsItsPromise();
    }
  }
}
