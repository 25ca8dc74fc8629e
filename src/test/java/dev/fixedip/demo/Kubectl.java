package dev.fixedip.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a user does with kubectl: with the real one, or, where there is none, over the API with the
 * same columns.
 */
final class Kubectl {
  private final Optional<Path> program;
  private final Path kubeconfig;
  private final KubernetesClient client;
  private final String namespace;
  private final Narrator narrator;

  /** Where it is aimed at: the kubeconfig's current context is in the namespace. */
  record Target(
      Optional<Path> program, Path kubeconfig, KubernetesClient client, String namespace) {}

  Kubectl(Target target, Narrator narrator) {
    this.program = target.program();
    this.kubeconfig = target.kubeconfig();
    this.client = target.client();
    this.namespace = target.namespace();
    this.narrator = narrator;
  }

  /** Applies a file of the kubeconfig's folder. */
  void apply(String file) {
    run(
        List.of("apply", "-f", file),
        () -> {
          try {
            FixedIp it =
                client
                    .getKubernetesSerialization()
                    .unmarshal(Files.readString(kubeconfig.resolveSibling(file)), FixedIp.class);
            client.resource(it).inNamespace(namespace).create();
            return "fixedip.fixedip.dev/%s created".formatted(it.getMetadata().getName());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  void get() {
    run(List.of("get", "fixedips"), () -> columns(table()));
  }

  void describe(String name) {
    run(
        List.of("describe", "fixedip", name),
        () -> {
          FixedIp it = client.resources(FixedIp.class).inNamespace(namespace).withName(name).get();
          it.getMetadata().setManagedFields(List.of());
          return client.getKubernetesSerialization().asYaml(it);
        });
  }

  void delete(String... names) {
    List<String> command = new ArrayList<>(List.of("delete", "fixedip"));
    command.addAll(List.of(names));
    command.add("--wait=false");
    run(
        command,
        () -> {
          StringBuilder said = new StringBuilder();
          for (String name : names) {
            client.resources(FixedIp.class).inNamespace(namespace).withName(name).delete();
            said.append("fixedip.fixedip.dev \"%s\" deleted%n".formatted(name));
          }
          return said.toString();
        });
  }

  private void run(List<String> arguments, java.util.function.Supplier<String> otherwise) {
    narrator.command(
        "kubectl " + String.join(" ", arguments),
        program.map(it -> output(it, arguments)).orElseGet(otherwise));
  }

  private String output(Path kubectl, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(kubectl.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(kubeconfig.resolveSibling("").toFile())
            .redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
    builder.environment().put("KUBECACHEDIR", kubeconfig.resolveSibling("cache").toString());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new StepFailed("kubectl %s failed: %s".formatted(arguments, said));
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode table() {
    var request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                client.getMasterUrl()
                    + "apis/fixedip.dev/v1alpha1/namespaces/%s/fixedips".formatted(namespace))
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    String answer = client.getHttpClient().sendAsync(request, String.class).join().body();
    try {
      return new ObjectMapper().readTree(answer);
    } catch (JsonProcessingException e) {
      throw new StepFailed("The API's table could not be read: " + answer, e);
    }
  }

  private static String columns(JsonNode table) {
    List<Integer> shown = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    JsonNode columns = table.path("columnDefinitions");
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).path("priority").asInt() == 0) {
        shown.add(i);
        names.add(columns.get(i).path("name").asText().toUpperCase(java.util.Locale.ROOT));
      }
    }
    rows.add(names);
    table
        .path("rows")
        .forEach(row ->
            rows.add(shown.stream().map(i -> row.path("cells").path(i).asText("")).toList()));
    return Narrator.columns(rows);
  }
}
