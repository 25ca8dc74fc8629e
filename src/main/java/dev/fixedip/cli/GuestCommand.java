package dev.fixedip.cli;

import dev.fixedip.api.FixedIp;
import dev.fixedip.guest.GuestSystem;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description =
            "A file with FixedIps and their status, as 'kubectl get fixedips -o yaml' prints it; -"
                + " for standard input.")
    @Nullable Path file;
  }

  /** Made by picocli. */
  public GuestCommand() {}

  @Override
  public Integer call() {
    List<String> guides = fixedIps().stream().map(it -> GuestGuide.of(it, os)).toList();
    PrintWriter out = spec.commandLine().getOut();
    out.print(String.join("\n", guides));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private List<FixedIp> fixedIps() {
    if (which.file != null) {
      return FixedIpFile.read(which.file);
    }
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
      return List.of(found);
    } catch (KubernetesClientException e) {
      throw KubernetesAccess.problem(e, config.getMasterUrl());
    }
  }
}
