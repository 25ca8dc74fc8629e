package dev.fixedip.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The program: its commands, and what they have in common. */
@Command(
    name = "fixedip",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = FixedIpCommand.Version.class,
    description = "Gives EC2 instances the private IP addresses that people chose.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Every option can also be set as an environment variable: --poll-interval is"
          + " FIXEDIP_POLL_INTERVAL."
    })
public final class FixedIpCommand {
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          PlanCommand.class,
          ImportCommand.class,
          GuestCommand.class,
          SimulateCommand.class,
          CrdCommand.class,
          RemainingCommand.class,
          IamPolicyCommand.class,
          CompletionCommand.class);

  /** Made by picocli. */
  public FixedIpCommand() {}

  /** The commands, ready to execute. */
  public static CommandLine commandLine() {
    return commandLine(System.getenv());
  }

  /** Only {@code run}, ready to execute: it starts sooner without the others' options. */
  public static CommandLine runAlone() {
    return commandLine(System.getenv(), List.of(RunCommand.class));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, COMMANDS);
  }

  private static CommandLine commandLine(Map<String, String> environment, List<Class<?>> commands) {
    CommandLine program = new CommandLine(new FixedIpCommand());
    commands.forEach(program::addSubcommand);
    return program
        .setDefaultValueProvider(new Environment(environment))
        .registerConverter(java.time.Duration.class, Durations::parse)
        .registerConverter(dev.fixedip.model.Cidr.class, FixedIpCommand::cidr)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Problems());
  }

  private static dev.fixedip.model.Cidr cidr(String text) {
    try {
      return dev.fixedip.model.Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }

  /**
   * Options that are not on the command line are looked for in the environment. An empty variable
   * is one that is not set: pipelines and pods have variables whose values are optional.
   */
  private record Environment(Map<String, String> variables) implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec argument) {
      String value =
          argument instanceof OptionSpec option ? variables.getOrDefault(variable(option), "") : "";
      return value.isEmpty() ? argument.defaultValue() : value;
    }

    private static String variable(OptionSpec option) {
      return "FIXEDIP_"
          + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
  }

  /** What {@code --version} prints. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"fixedip " + Build.OF_THIS};
    }
  }
}
