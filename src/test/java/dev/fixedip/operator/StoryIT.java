package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.api.FixedIp;
import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import dev.fixedip.testing.SharedKubernetesApi;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedKubernetesApi.class)
class StoryIT {
  @Test
  void windowsGetsItsAddress(KubernetesApi kubernetes) {
    kubernetes.applyCrds(Path.of("crd"));
    String namespace = kubernetes.createNamespace("story");
    try (var ec2 = Simulator.start(SimulatorOptions.at(InstantSource.system()));
        var operator =
            OperatorProcess.start(
                    kubernetes,
                    ec2.endpoint(),
                    "--poll-interval=2s",
                    "--namespaces=" + namespace,
                    "--lease-namespace=" + namespace)
                .awaitReady()) {
      FixedIp windows =
          kubernetes
              .client()
              .getKubernetesSerialization()
              .unmarshal(
                  """
                  apiVersion: fixedip.dev/v1alpha1
                  kind: FixedIp
                  metadata: {name: windows}
                  spec:
                    address: 10.0.0.51
                    instance: {id: %s}
                  """
                      .formatted(Worlds.WINDOWS),
                  FixedIp.class);
      long t0 = System.nanoTime();
      kubernetes.client().resource(windows).inNamespace(namespace).create();
      try {
        await()
            .atMost(Duration.ofSeconds(20))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> {
              FixedIp now = kubernetes.client().resource(windows).inNamespace(namespace).get();
              return now.getStatus() != null
                  && now.getStatus().conditions() != null
                  && now.getStatus().conditions().stream()
                      .anyMatch(
                          it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
            });
      } finally {
        System.err.println("ready after ms " + (System.nanoTime() - t0) / 1_000_000);
        System.err.println(operator.log());
        System.err.println(
            kubernetes
                .client()
                .getKubernetesSerialization()
                .asYaml(kubernetes.client().resource(windows).inNamespace(namespace).get()));
        System.err.println(ec2.calls().counts());
        kubernetes
            .client()
            .v1()
            .events()
            .inNamespace(namespace)
            .list()
            .getItems()
            .forEach(
                e -> System.err.println(e.getType() + " " + e.getReason() + " " + e.getMessage()));
      }
      assertThat(ec2.calls().mutating())
          .extracting(Call::action)
          .isEqualTo(
              List.of(
                  "CreateNetworkInterface",
                  "AttachNetworkInterface",
                  "AuthorizeSecurityGroupIngress"));
    }
  }
}
