package dev.fixedip.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script with which the shell completes commands, options and their values.",
      "",
      "bash, for this terminal:  source <(fixedip completion bash)",
      "bash, for all:            fixedip completion bash >"
          + " ~/.local/share/bash-completion/completions/fixedip",
      "zsh, for this terminal:   source <(fixedip completion zsh)",
      "zsh, for all:             echo 'source <(fixedip completion zsh)' >> ~/.zshrc",
      ""
    })
public final class CompletionCommand implements Callable<Integer> {

  /** A shell that the script is for: one script does for each of them. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets it, and refuses others
  private Shell shell;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Made by picocli. */
  public CompletionCommand() {}

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(program.getCommandName(), program));
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
