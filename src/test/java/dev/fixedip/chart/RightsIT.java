package dev.fixedip.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.api.ConditionType;
import dev.fixedip.api.FixedIp;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.FreshKubernetesApi;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.KubernetesProxy;
import dev.fixedip.testing.KubernetesRequest;
import dev.fixedip.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The rights that the chart gives are those that the operator uses: none is missing, none idle. */
@ExtendWith(FreshKubernetesApi.class)
class RightsIT {
  /** What everybody may ask who is known to Kubernetes. */
  private static final String ABOUT_ONESELF = "authorization.k8s.io";

  private final Simulator ec2 = Simulator.start(SimulatorOptions.at(InstantSource.system()));
  private final Ec2Client others = SimulatorClients.ec2(ec2.endpoint());
  private final KubernetesApi kubernetes;
  private final String release;
  private final String namespace;

  RightsIT(KubernetesApi kubernetes) {
    this.kubernetes = kubernetes;
    kubernetes.applyCrds(Path.of("crd"));
    release = kubernetes.createNamespace("release");
    namespace = kubernetes.createNamespace("rights");
  }

  @AfterEach
  void stop() {
    kubernetes.client().nodes().withName(node()).delete();
    others.close();
    ec2.close();
  }

  @Test
  void inAllNamespacesEachRightIsUsedAndNoneIsMissing() {
    String cluster =
        kubernetes.client().namespaces().withName("kube-system").get().getMetadata().getUid();

    eachIsUsedAndNoneIsMissing("", cluster);
  }

  @Test
  void inOneNamespaceEachRightIsUsedAndNoneIsMissing() {
    eachIsUsedAndNoneIsMissing(
        "watchNamespaces: [%s]\nclusterId: %s\n".formatted(namespace, release), release);
  }

  private void eachIsUsedAndNoneIsMissing(String values, String cluster) {
    List<JsonNode> objects =
        Chart.render(
            release,
            release,
            values
                + """
                fullnameOverride: %s
                pollInterval: 1s
                ec2Rate: 1000
                collectAfter: 1s
                rbac: {aggregate: false}
                """
                    .formatted(release));
    List<HasMetadata> granted = granted(objects);
    try (KubernetesProxy proxy = KubernetesProxy.to(kubernetes);
        KubernetesProxy asking = KubernetesProxy.to(kubernetes)) {
      wholeLife(objects, proxy, asking, cluster);

      agree(Right.of(objects, release), proxy.requests());
      agree(Right.of(objects, release + "-uninstall"), asking.requests());
      mayNotReadSecrets(release);
      mayNotReadSecrets(release + "-uninstall");
    } finally {
      granted.forEach(it -> kubernetes.client().resource(it).delete());
    }
  }

  private List<HasMetadata> granted(List<JsonNode> objects) {
    List<HasMetadata> all =
        objects.stream().filter(Chart::isOfRights).map(Chart::resource).toList();
    all.forEach(it -> kubernetes.client().resource(it).create());
    return all;
  }

  /** A FixedIp that names a node comes and goes, and what another one left behind is collected. */
  private void wholeLife(
      List<JsonNode> objects, KubernetesProxy proxy, KubernetesProxy asking, String cluster) {
    String leaked = leaked(cluster);
    FixedIp asked = asked();
    OperatorProcess operator =
        OperatorProcess.start(
            proxy.kubeconfig(kubernetes.token(release, release)), ec2.endpoint(), args(objects));
    try (operator) {
      operator.awaitReady();
      Resource<FixedIp> fixedIp = kubernetes.client().resource(asked);
      soon("a FixedIp to be ready").until(() -> isReady(fixedIp.get()));
      soon("its event")
          .until(() ->
              kubernetes.client().v1().events().inNamespace(namespace).list().getItems().stream()
                  .anyMatch(it -> it.getInvolvedObject().getName().equals("windows")));
      soon("what was left behind to be gone").until(() -> !interfaces().contains(leaked));
      Uninstaller uninstaller =
          new Uninstaller(
              asking.kubeconfig(kubernetes.token(release, release + "-uninstall")),
              Containers.of(objects, "Job/").args());
      assertThat(uninstaller.run().exit()).isEqualTo(1);
      fixedIp.delete();
      soon("the FixedIp to be gone").until(() -> fixedIp.get() == null);
      assertThat(uninstaller.run().exit()).isZero();
      operator.terminate();
      operator.awaitEnd(Duration.ofSeconds(20));
      assertThat(operator.log()).doesNotContain("Forbidden", "ERROR");
    }
  }

  private String[] args(List<JsonNode> objects) {
    return Containers.of(objects, "Deployment/").args().stream()
        .filter(it -> !it.equals("run") && !it.startsWith("--http-port"))
        .toArray(String[]::new);
  }

  private String node() {
    return "node-of-" + namespace;
  }

  private FixedIp asked() {
    kubernetes
        .client()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(node())
                .endMetadata()
                .withNewSpec()
                .withProviderID("aws:///us-east-1a/" + Worlds.WINDOWS)
                .endSpec()
                .build())
        .create();
    FixedIp it =
        kubernetes
            .client()
            .getKubernetesSerialization()
            .unmarshal(
                """
                apiVersion: fixedip.dev/v1alpha1
                kind: FixedIp
                metadata: {name: windows, namespace: %s}
                spec: {address: 10.0.0.51, instance: {node: %s}}
                """
                    .formatted(namespace, node()),
                FixedIp.class);
    return kubernetes.client().resource(it).create();
  }

  /** An interface whose FixedIp is gone. */
  private String leaked(String cluster) {
    Map<String, String> tags =
        Map.of(
            "fixedip.dev/cluster", cluster,
            "fixedip.dev/uid", "00000000-0000-0000-0000-000000000000",
            "fixedip.dev/namespace", namespace,
            "fixedip.dev/name", "gone",
            "fixedip.dev/deletion", "Delete");
    return others
        .createNetworkInterface(it ->
            it.subnetId(Worlds.SUBNET)
                .privateIpAddress("10.0.0.77")
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.NETWORK_INTERFACE)
                        .tags(
                            tags.entrySet().stream()
                                .map(tag ->
                                    Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                                .toList())
                        .build()))
        .networkInterface()
        .networkInterfaceId();
  }

  private List<String> interfaces() {
    return others.describeNetworkInterfaces().networkInterfaces().stream()
        .map(NetworkInterface::networkInterfaceId)
        .toList();
  }

  private static boolean isReady(FixedIp it) {
    return Optional.ofNullable(it.getStatus())
        .flatMap(status -> status.condition(ConditionType.Ready))
        .filter(condition -> condition.getStatus().equals("True"))
        .isPresent();
  }

  private static ConditionFactory soon(String what) {
    return await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
  }

  private static void agree(List<Right> granted, List<KubernetesRequest> requests) {
    assertThat(granted).isNotEmpty().doesNotHaveDuplicates();
    assertThat(requests).noneMatch(it -> it.status() == 401 || it.status() == 403);
    assertThat(requests)
        .filteredOn(it -> !it.resource().startsWith("/") && !it.group().equals(ABOUT_ONESELF))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(granted).anyMatch(right -> right.allows(it)));
    assertThat(granted)
        .as("rights that nothing needed")
        .allSatisfy(right -> assertThat(requests).anyMatch(right::allows));
  }

  private void mayNotReadSecrets(String account) {
    Config config =
        Config.fromKubeconfig(kubernetes.kubeconfig(kubernetes.token(release, account)));
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(may(client, "list", "fixedip.dev", "fixedips", namespace)).isTrue();
      for (String verb : List.of("get", "list", "watch")) {
        assertThat(may(client, verb, "", "secrets", namespace)).isFalse();
        assertThat(may(client, verb, "", "secrets", release)).isFalse();
      }
    }
  }

  private static boolean may(
      KubernetesClient client, String verb, String group, String resource, String namespace) {
    return client
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build())
        .getStatus()
        .getAllowed();
  }
}
