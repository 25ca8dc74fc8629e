package dev.fixedip.cli;

import dev.fixedip.api.FixedIp;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
  private static final int PATIENCE_MILLIS = 30_000;

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

  /**
   * What is told of them.
   *
   * @param first in the order of their namespaces and names, from the first
   * @param count of all
   */
  private record Found(List<FixedIp> first, long count) {
    static Found of(KubernetesResourceList<FixedIp> page) {
      Long more = page.getMetadata().getRemainingItemCount();
      int here = page.getItems().size();
      return new Found(page.getItems(), more == null ? here : here + more);
    }

    Found and(Found other) {
      return new Found(
          Stream.concat(first.stream(), other.first.stream()).limit(MOST_LINES).toList(),
          count + other.count);
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Found> remaining = remaining();
    if (remaining.isEmpty()) {
      out.println(
          "The CustomResourceDefinition fixedips.fixedip.dev is not installed, so no FixedIps"
              + " exist: the operator may go");
      out.flush();
      return CommandLine.ExitCode.OK;
    }
    Found found = remaining.get();
    if (found.count() == 0) {
      out.println("No FixedIps exist: the operator may go");
      out.flush();
      return CommandLine.ExitCode.OK;
    }
    found.first().stream().map(RemainingCommand::line).forEach(out::println);
    if (found.count() > found.first().size()) {
      out.println("  … and %d more".formatted(found.count() - found.first().size()));
    }
    out.flush();
    throw new Problem(refusal(found));
  }

  /** Empty if Kubernetes knows no FixedIps. */
  private Optional<Found> remaining() {
    Config config = kubernetes.config();
    config.setRequestTimeout(PATIENCE_MILLIS);
    ListOptions few = new ListOptionsBuilder().withLimit((long) MOST_LINES).build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      var fixedIps = client.resources(FixedIp.class);
      return Optional.of(
          namespaces.isEmpty()
              ? Found.of(fixedIps.inAnyNamespace().list(few))
              : namespaces.stream()
                  .sorted()
                  .map(it -> Found.of(fixedIps.inNamespace(it).list(few)))
                  .reduce(new Found(List.of(), 0), Found::and));
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return Optional.empty();
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

  private static String refusal(Found found) {
    Stream<String> commands =
        found.first().stream()
            .map(it -> it.getMetadata().getNamespace())
            .distinct()
            .map("'kubectl delete fixedips --all -n %s'"::formatted);
    Stream<String> others =
        found.count() > found.first().size()
            ? Stream.of("and so for the others that 'kubectl get fixedips -A' shows")
            : Stream.empty();
    return ("%s: delete FixedIps first, while the operator still runs to take back what it made in"
            + " EC2 (%s); those with 'deletion: Retain' leave it there. Deleting a namespace or"
            + " the CustomResourceDefinition deletes the FixedIps in it, and so their network"
            + " interfaces, too")
        .formatted(
            found.count() == 1 ? "1 FixedIp exists" : found.count() + " FixedIps exist",
            Stream.concat(commands, others).collect(Collectors.joining(", ")));
  }
}
