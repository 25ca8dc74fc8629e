package dev.fixedip.cli;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code run}; the values here are those of an operator that was told nothing. */
final class RunOptions {
  @Option(
      names = "--poll-interval",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "How often EC2 is read whole (default: ${DEFAULT-VALUE}).")
  Duration pollInterval = Duration.ofSeconds(30);

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description = {
        "What the tag fixedip.dev/cluster says on all that this operator makes; two clusters in one"
            + " account must differ (default: the UID of the namespace kube-system)."
      })
  @Nullable String clusterId;

  @Option(
      names = "--namespaces",
      paramLabel = "NAME",
      split = ",",
      description = "Look after the FixedIps of these namespaces only (default: all).")
  Set<String> namespaces = new LinkedHashSet<>();

  @Mixin GuardrailOptions guardrails = new GuardrailOptions();

  @Option(
      names = "--ec2-rate",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description =
          "The share of EC2's rate limits to use; the account has other users (default:"
              + " ${DEFAULT-VALUE}).")
  double ec2Rate = 0.5;

  @Option(
      names = "--collect-after",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description =
          "How long what nobody needs any more stays before it is taken back (default:"
              + " ${DEFAULT-VALUE}).")
  Duration collectAfter = Duration.ofMinutes(10);

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "8080",
      description =
          "The port of /healthz, /readyz and /metrics; 0 for any free one (default:"
              + " ${DEFAULT-VALUE}).")
  int httpPort = 8080;

  @Option(
      names = "--leader-election",
      paramLabel = "BOOLEAN",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "true",
      description =
          "Let one of several replicas act, by a Lease; false only where there is one (default:"
              + " ${DEFAULT-VALUE}).")
  boolean leaderElection = true;

  @Option(
      names = "--lease-name",
      paramLabel = "NAME",
      defaultValue = "fixedip",
      description = "The name of the Lease (default: ${DEFAULT-VALUE}).")
  String leaseName = "fixedip";

  @Option(
      names = "--lease-namespace",
      paramLabel = "NAME",
      description = "The namespace of the Lease (default: that of the pod or of the kubeconfig).")
  @Nullable String leaseNamespace;

  @Mixin final LogOptions log = new LogOptions();

  @Mixin final Ec2Options ec2 = new Ec2Options();

  private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(2);

  /**
   * Checks what the options' types leave open.
   *
   * @throws Problem if an operator so told could not do its work
   */
  void check() {
    if (pollInterval.compareTo(SHORTEST_POLL) < 0 || pollInterval.compareTo(LONGEST_POLL) > 0) {
      throw new Problem(
          "--poll-interval is %s: choose one from 1s to 2m".formatted(pollInterval.toString()));
    }
    if (!(ec2Rate > 0)) {
      throw new Problem("--ec2-rate is %s: choose a share above 0, such as 0.5".formatted(ec2Rate));
    }
    if (collectAfter.isNegative()) {
      throw new Problem("--collect-after is %s: choose 0s or more".formatted(collectAfter));
    }
    if (!namespaces.isEmpty() && clusterId == null) {
      throw new Problem(
          "--namespaces needs --cluster-id: operators that look after different namespaces of a"
              + " cluster must not take each other's ping rules back, so give each an id of its"
              + " own");
    }
  }
}
