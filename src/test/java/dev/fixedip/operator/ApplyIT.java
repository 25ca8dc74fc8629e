package dev.fixedip.operator;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.api.FixedIp;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.Kubectl;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user does with kubectl, and that the operator leaves the user's fields to the user. */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplyIT {
  private final Scene scene;
  private final Kubectl kubectl;
  @TempDir Path folder;

  ApplyIT(KubernetesApi kubernetes) {
    scene = Scene.open(kubernetes, Worlds.story());
    kubectl = kubernetes.runKubectl();
  }

  @AfterAll
  void stop() {
    scene.end();
  }

  @Test
  void aSecondApplyOfTheSameFileChangesNothing() throws IOException {
    write("windows", "10.0.0.51", Worlds.WINDOWS);
    assertThat(done("apply", "-f", "windows.yaml").out())
        .isEqualTo("fixedip.fixedip.dev/windows created\n");
    assertThat(done("wait", "--for=condition=Ready", "fixedip/windows", "--timeout=60s").out())
        .isEqualTo("fixedip.fixedip.dev/windows condition met\n");
    scene.stage.awaitReady("windows");
    String version = fixedIp("windows").getMetadata().getResourceVersion();

    assertThat(done("apply", "-f", "windows.yaml").out())
        .isEqualTo("fixedip.fixedip.dev/windows unchanged\n");
    assertThat(done("diff", "-f", "windows.yaml").out()).isEmpty();
    assertThat(fixedIp("windows").getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void noFieldHasTwoOwners() throws IOException {
    write("linux", "10.0.0.52", Worlds.LINUX);
    done("apply", "--server-side", "-f", "linux.yaml");
    scene.stage.awaitReady("linux");
    String version = fixedIp("linux").getMetadata().getResourceVersion();

    done("apply", "--server-side", "-f", "linux.yaml");
    assertThat(done("diff", "--server-side", "-f", "linux.yaml").out()).isEmpty();

    FixedIp it = fixedIp("linux");
    assertThat(it.getMetadata().getResourceVersion()).isEqualTo(version);
    List<ManagedFieldsEntry> entries = it.getMetadata().getManagedFields();
    Set<String> users = owned(entries.stream().filter(ApplyIT::isOfTheUser));
    Set<String> operators = owned(entries.stream().filter(entry -> !isOfTheUser(entry)));
    assertThat(users).isNotEmpty().allMatch(path -> path.startsWith("/spec/"));
    assertThat(operators)
        .anyMatch(path -> path.startsWith("/status/"))
        .allMatch(path -> path.startsWith("/status/") || path.startsWith("/metadata/finalizers"));
    assertThat(entries.stream().flatMap(entry -> owned(Stream.of(entry)).stream()))
        .doesNotHaveDuplicates();
  }

  private static boolean isOfTheUser(ManagedFieldsEntry it) {
    return it.getManager().equals("kubectl");
  }

  private static Set<String> owned(Stream<ManagedFieldsEntry> entries) {
    return entries
        .flatMap(it -> leaves("", it.getFieldsV1().getAdditionalProperties()))
        .collect(toSet());
  }

  /** The paths of the fields that nothing else is below; {@code .} is the field itself. */
  private static Stream<String> leaves(String path, Map<String, ?> fields) {
    return fields.isEmpty()
        ? Stream.of(path)
        : fields.entrySet().stream()
            .flatMap(it ->
                it.getValue() instanceof Map<?, ?> below
                    ? leaves(path + "/" + it.getKey().replaceFirst("^f:", ""), strings(below))
                    : Stream.of(path));
  }

  private static Map<String, ?> strings(Map<?, ?> map) {
    return map.entrySet().stream()
        .collect(Collectors.toMap(it -> String.valueOf(it.getKey()), Map.Entry::getValue));
  }

  private void write(String name, String address, String instance) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        apiVersion: fixedip.dev/v1alpha1
        kind: FixedIp
        metadata:
          name: %s
        spec:
          address: %s
          instance: {id: %s}
        """
            .formatted(name, address, instance));
  }

  private FixedIp fixedIp(String name) {
    return scene.stage.fixedIp(name).get();
  }

  private Kubectl.Said done(String... arguments) {
    Kubectl.Said said =
        kubectl.run(
            folder,
            Stream.concat(Stream.of(arguments), Stream.of("-n", scene.stage.namespace()))
                .toArray(String[]::new));
    assertThat(said.exit()).as("%s: %s", List.of(arguments), said).isZero();
    return said;
  }
}
