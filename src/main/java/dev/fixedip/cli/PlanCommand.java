package dev.fixedip.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fixedip.cli.files.BadFilesException;
import dev.fixedip.cli.files.FixedIpFiles;
import dev.fixedip.cli.review.AmbiguousClusterException;
import dev.fixedip.cli.review.Review;
import dev.fixedip.cli.review.ReviewText;
import dev.fixedip.cli.review.Reviewer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what the operator would do about the FixedIps of files, without Kubernetes. */
@Command(
    name = "plan",
    sortOptions = false,
    exitCodeOnInvalidInput = 1,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:Nothing is to be done.",
      "2:Something is to be done, waits or is refused, or the files ask for what they cannot all"
          + " have; with --fail-on=refusals only the latter two.",
      "1:It failed: a file is wrong, or EC2 could not be read."
    },
    description = {
      "Says what the operator would do about the FixedIps of files, as kubectl diff does. It reads"
          + " the files and EC2, needs no Kubernetes and changes nothing.",
      "Region, credentials and endpoint of EC2 come from the AWS SDK's usual settings: AWS_REGION,"
          + " AWS_PROFILE …"
    })
public final class PlanCommand implements Callable<Integer> {
  private static final int FOUND = 2;

  /** How old what was read may be; it never is older than this command. */
  private static final Duration AGE = Duration.ofSeconds(30);

  /** How the review is written. */
  enum Output {
    TEXT,
    JSON,
    YAML
  }

  /** What the exit status tells of. */
  enum FailOn {
    CHANGES,
    REFUSALS;

    boolean isIn(Review review) {
      return switch (this) {
        case CHANGES -> !review.isInPlace();
        case REFUSALS -> review.isRefused();
      };
    }
  }

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = {
        "YAML or JSON files, directories (their *.yaml, *.yml and *.json), or - for standard input."
            + " May be given several times."
      })
  List<String> files = List.of();

  @Option(
      names = {"-R", "--recursive"},
      description = "Read directories with all that is below them.")
  boolean recursive;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The namespace of documents that name none (default: ${DEFAULT-VALUE}).")
  String namespace = "default";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, json or yaml (default: ${DEFAULT-VALUE}).")
  Output output = Output.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      defaultValue = "changes",
      description = {
        "changes: end with 2 unless all is in place. refusals: let what is to be done and what"
            + " waits pass, and end with 2 for what would be refused, as a pipeline wants that"
            + " reviews a change (default: ${DEFAULT-VALUE})."
      })
  FailOn failOn = FailOn.CHANGES;

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description = {
        "What the tag fixedip.dev/cluster says on what the operator made; needed only where several"
            + " clusters use the account (default: what EC2 has)."
      })
  @Nullable String clusterId;

  @Mixin private final GuardrailOptions guardrails = new GuardrailOptions();

  @Mixin private final Ec2Options ec2 = new Ec2Options();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Made by picocli. */
  public PlanCommand() {}

  @Override
  public Integer call() {
    FixedIpFiles.Found found = read();
    Review review = found.fixedIps().isEmpty() ? Review.ofNothing(found.others()) : review(found);
    print(review);
    return failOn.isIn(review) ? FOUND : 0;
  }

  private FixedIpFiles.Found read() {
    try {
      return FixedIpFiles.read(files, recursive, namespace, System.in);
    } catch (BadFilesException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }

  private Review review(FixedIpFiles.Found found) {
    try {
      return ec2.look(
          spec.commandLine().getErr(),
          look ->
              new Reviewer(look.survey(), cluster -> guardrails.policy(cluster, AGE), clusterId)
                  .review(found, look.where()));
    } catch (AmbiguousClusterException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }

  private void print(Review review) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> new ReviewText(out, spec.commandLine().getColorScheme().ansi()).write(review);
      case JSON -> out.println(written(new JsonMapper(), review));
      case YAML -> out.print(written(new YAMLMapper(), review));
    }
    out.flush();
  }

  private static String written(ObjectMapper mapper, Review review) {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(review);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
