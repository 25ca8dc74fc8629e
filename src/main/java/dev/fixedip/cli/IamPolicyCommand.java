package dev.fixedip.cli;

import dev.fixedip.cli.iam.PolicyDocument;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the least IAM policy that the operator needs. */
@Command(
    name = "iam-policy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the least IAM policy for the features in use, in JSON, for aws iam create-policy"
          + " --policy-document.",
      "",
      "Features: interface and ping (both on unless --without names them), primary-at-launch,"
          + " secondary-address, ipv6, elastic-ip, elastic-ip-allocate, adopt; or all.",
      ""
    })
public final class IamPolicyCommand implements Callable<Integer> {
  @Mixin private final IamPolicyOptions options = new IamPolicyOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Made by picocli. */
  public IamPolicyCommand() {}

  @Override
  public Integer call() {
    PolicyDocument policy = PolicyDocument.of(options.features(), options.fence());
    int length = policy.length();
    if (length > PolicyDocument.LONGEST) {
      throw new Problem(
          String.format(
                  Locale.ROOT,
                  "The policy would have %,d characters, and IAM takes %,d in a managed policy:"
                      + " name fewer",
                  length,
                  PolicyDocument.LONGEST)
              + " --vpc and --tag, or print one policy for some features and another for the rest"
              + " with --with and --without");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(policy.json());
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
