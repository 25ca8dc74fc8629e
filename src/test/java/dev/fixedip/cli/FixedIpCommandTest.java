package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands say of themselves, and where their options come from. */
class FixedIpCommandTest {
  private final StringWriter said = new StringWriter();

  private CommandLine commands(Map<String, String> environment) {
    PrintWriter writer = new PrintWriter(said);
    return FixedIpCommand.commandLine(environment).setOut(writer).setErr(writer);
  }

  @Test
  void withoutACommandItListsThem() {
    assertThat(commands(Map.of()).execute()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString())
        .contains("Missing required subcommand", "run", "simulate", "crd", "iam-policy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "plan",
        "import",
        "guest",
        "simulate",
        "crd",
        "remaining",
        "iam-policy",
        "completion"
      })
  void eachCommandHasHelpAndAVersion(String command) {
    assertThat(commands(Map.of()).execute(command, "--help")).isZero();
    assertThat(said.toString()).contains("Usage: fixedip " + command, "FIXEDIP_POLL_INTERVAL");
    assertThat(commands(Map.of()).execute(command, "--version")).isZero();
  }

  @Test
  void whatRunsAloneRunsAsItDoesAmongTheOthers() {
    CommandLine alone = FixedIpCommand.runAlone();
    assertThat(alone.getSubcommands()).containsOnlyKeys("run");
    assertThat(helpOfRun(alone)).isEqualTo(helpOfRun(FixedIpCommand.commandLine()));
  }

  private static String helpOfRun(CommandLine commands) {
    StringWriter help = new StringWriter();
    assertThat(commands.setOut(new PrintWriter(help)).execute("run", "--help")).isZero();
    return help.toString();
  }

  @Test
  void anOptionOfTheEnvironmentCountsUnlessTheCommandLineHasIt() {
    CommandLine commands = commands(Map.of("FIXEDIP_PORT", "4566", "FIXEDIP_SEED", "7"));
    var simulate = commands.parseArgs("simulate", "--seed=8").subcommand();

    assertThat(simulate.commandSpec().findOption("--port").<Integer>getValue()).isEqualTo(4566);
    assertThat(simulate.commandSpec().findOption("--seed").<Long>getValue()).isEqualTo(8);
  }

  @Test
  void anEmptyVariableCountsAsNone() {
    var simulate =
        commands(Map.of("FIXEDIP_PORT", "", "FIXEDIP_SEED", ""))
            .parseArgs("simulate")
            .subcommand()
            .commandSpec();

    assertThat(simulate.findOption("--port").<Integer>getValue()).isZero();
    assertThat(simulate.findOption("--seed").<Long>getValue()).isEqualTo(1);
  }

  @Test
  void aDurationWithoutAUnitIsExplained() {
    assertThat(commands(Map.of()).execute("run", "--poll-interval=5"))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString()).contains("'5' is no duration", "30s");
  }
}
