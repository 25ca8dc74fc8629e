package dev.fixedip.cli;

import dev.fixedip.cli.existing.Manifests;
import dev.fixedip.cli.existing.Selection;
import dev.fixedip.ec2.Survey;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes FixedIps for the addresses that exist in EC2 already. */
@Command(
    name = "import",
    sortOptions = false,
    description = {
      "Writes FixedIps for the interfaces and secondary addresses that exist in EC2 already, to"
          + " standard output, so that they come under GitOps and nothing is changed. It reads EC2"
          + " only.",
      "Region, credentials and endpoint of EC2 come from the AWS SDK's usual settings: AWS_REGION,"
          + " AWS_PROFILE …"
    })
public final class ImportCommand implements Callable<Integer> {
  @Option(
      names = "--vpc",
      paramLabel = "ID",
      description = "What is in this VPC; may be given several times (default: all).")
  Set<String> vpcs = new LinkedHashSet<>();

  @Option(
      names = "--subnet",
      paramLabel = "ID",
      description = "What is in this subnet; may be given several times (default: all).")
  Set<String> subnets = new LinkedHashSet<>();

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = {
        "What has this tag, itself or its instance; given several times, all of them (default:"
            + " whatever the tags)."
      })
  Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace to write (default: none).")
  @Nullable String namespace;

  @Option(
      names = "--adopt",
      description = {
        "Take over attached interfaces too, except the primary ones: their attachment is kept from"
            + " then on. Each gets one tag in EC2."
      })
  boolean adopt;

  @Mixin private final Ec2Options ec2 = new Ec2Options();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Made by picocli. */
  public ImportCommand() {}

  @Override
  public Integer call() {
    return ec2.look(spec.commandLine().getErr(), this::write);
  }

  private int write(Ec2Look look) {
    Survey survey = look.survey();
    check("--vpc", vpcs, it -> survey.world().vpc(it).isPresent(), look);
    check("--subnet", subnets, it -> survey.world().subnet(it).isPresent(), look);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "# What exists in %s, as FixedIps. Check with: fixedip plan -f FILE%n", look.where());
    spec.commandLine()
        .getErr()
        .println(
            new Manifests(survey, new Manifests.Options(namespace, adopt))
                .write(new Selection(vpcs, subnets, tags), out));
    return CommandLine.ExitCode.OK;
  }

  private static void check(
      String option, Set<String> ids, Predicate<String> isThere, Ec2Look look) {
    ids.stream()
        .filter(isThere.negate())
        .findFirst()
        .ifPresent(it -> {
          throw new Problem(
              "%s %s is not in %s: name one of this account and region"
                  .formatted(option, it, look.where()));
        });
  }
}
