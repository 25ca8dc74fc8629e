package dev.fixedip.cli;

import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the FixedIps that exist, for whoever wants to remove the operator; fails if any does. */
@Command(
    name = "remaining",
    sortOptions = false,
    description = {
      "Lists the FixedIps that exist, and exits with 1 if there are any: what the operator made for"
          + " them in EC2 is taken back only while it runs, so they go first. The Helm chart asks"
          + " this before it uninstalls the operator."
    })
public final class RemainingCommand implements Callable<Integer> {
  private static final int MOST_LINES = 20;

  @Option(
      names = "--namespaces",
      paramLabel = "NAME",
      split = ",",
      description = "The FixedIps of these namespaces only (default: all).")
  private Set<String> namespaces = new LinkedHashSet<>();

  @Mixin private final KubernetesOptions kubernetes = new KubernetesOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Made by picocli. */
  public RemainingCommand() {}

  @Override
  public Integer call() {
    List<FixedIp> remaining = remaining();
    PrintWriter out = spec.commandLine().getOut();
    if (remaining.isEmpty()) {
      out.println("No FixedIps exist: the operator may go");
      out.flush();
      return CommandLine.ExitCode.OK;
    }
    remaining.stream().limit(MOST_LINES).map(RemainingCommand::line).forEach(out::println);
    if (remaining.size() > MOST_LINES) {
      out.println("  … and %d more".formatted(remaining.size() - MOST_LINES));
    }
    out.flush();
    throw new Problem(refusal(remaining));
  }

  private List<FixedIp> remaining() {
    Config config = kubernetes.config();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      var fixedIps = client.resources(FixedIp.class);
      Stream<FixedIp> found =
          namespaces.isEmpty()
              ? fixedIps.inAnyNamespace().list().getItems().stream()
              : namespaces.stream()
                  .flatMap(it -> fixedIps.inNamespace(it).list().getItems().stream());
      return found
          .sorted(
              Comparator.comparing((FixedIp it) -> it.getMetadata().getNamespace())
                  .thenComparing(it -> it.getMetadata().getName()))
          .toList();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return List.of();
      }
      throw KubernetesAccess.problem(e, config.getMasterUrl());
    }
  }

  private static String line(FixedIp it) {
    String address = it.getSpec() == null ? "" : it.getSpec().address();
    return "  %s/%s  %s%s"
        .formatted(
            it.getMetadata().getNamespace(),
            it.getMetadata().getName(),
            address,
            it.isMarkedForDeletion() ? "  (being deleted)" : "");
  }

  private static String refusal(List<FixedIp> remaining) {
    String commands =
        remaining.stream()
            .map(it -> it.getMetadata().getNamespace())
            .distinct()
            .map("'kubectl delete fixedips --all -n %s'"::formatted)
            .collect(Collectors.joining(", "));
    return ("%s: delete FixedIps first, while the operator still runs to take back what it made in"
            + " EC2 (%s); those with 'deletion: Retain' leave it there. Deleting a namespace or"
            + " the CustomResourceDefinition deletes the FixedIps in it, and so their network"
            + " interfaces, too")
        .formatted(
            remaining.size() == 1 ? "1 FixedIp exists" : remaining.size() + " FixedIps exist",
            commands);
  }
}
