package dev.fixedip.cli;

import dev.fixedip.api.FixedIp;
import dev.fixedip.cli.files.BadFilesException;
import dev.fixedip.cli.files.Declared;
import dev.fixedip.cli.files.FixedIpFiles;
import dev.fixedip.guest.GuestSystem;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what must be set inside the instance for a FixedIp whose address is in place. */
@Command(
    name = "guest",
    sortOptions = false,
    description = {
      "Prints, as Markdown, the commands that set up the address inside the instance, check it and"
          + " undo it."
    })
public final class GuestCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Which which;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "The namespace of NAME (default: that of the kubeconfig's context).")
  private @Nullable String namespace;

  @Mixin private final KubernetesOptions kubernetes = new KubernetesOptions();

  @Option(
      names = "--os",
      paramLabel = "SYSTEM",
      description =
          "What runs in the instance: ${COMPLETION-CANDIDATES} (default: windows, or"
              + " amazon-linux-2023 where EC2 does not say windows).")
  private @Nullable GuestSystem os;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Where the FixedIp is. */
  static final class Which {
    @Parameters(paramLabel = "NAME", description = "A FixedIp of the cluster.")
    @Nullable String name;

    @Option(
        names = {"-f", "--filename"},
        paramLabel = "FILE",
        description = {
          "A file with FixedIps and their status, as 'kubectl get fixedips -o yaml' prints it, or -"
              + " for standard input. May be given several times."
        })
    List<String> files = List.of();
  }

  /** Made by picocli. */
  public GuestCommand() {}

  @Override
  public Integer call() {
    List<String> guides = which.files.isEmpty() ? List.of(ofTheCluster()) : ofFiles(which.files);
    PrintWriter out = spec.commandLine().getOut();
    out.print(String.join("\n", guides));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private List<String> ofFiles(List<String> files) {
    List<Declared> found;
    try {
      found =
          FixedIpFiles.read(files, false, namespace == null ? "default" : namespace, System.in)
              .fixedIps();
    } catch (BadFilesException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
    if (found.isEmpty()) {
      throw new Problem(
          "%s: no FixedIp is there; name a file with one, as 'kubectl get fixedip NAME -o yaml' prints it"
              .formatted(String.join(", ", files)));
    }
    return found.stream()
        .map(it -> new GuestGuide(it.namespace(), it.name(), os).of(it.status()))
        .toList();
  }

  private String ofTheCluster() {
    Config config = kubernetes.config();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      String where =
          namespace != null
              ? namespace
              : config.getNamespace() == null ? "default" : config.getNamespace();
      FixedIp found = client.resources(FixedIp.class).inNamespace(where).withName(which.name).get();
      if (found == null) {
        throw new Problem(
            "There is no FixedIp %s in the namespace %s: 'kubectl get fixedips -A' lists those that there are"
                .formatted(which.name, where));
      }
      String name = found.getMetadata().getName();
      return new GuestGuide(where, name, os).of(found.getStatus());
    } catch (KubernetesClientException e) {
      throw KubernetesAccess.problem(e, config.getMasterUrl());
    }
  }
}
