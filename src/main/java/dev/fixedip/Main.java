package dev.fixedip;

import dev.fixedip.cli.FixedIpCommand;
import picocli.CommandLine;

/** The program's entry: what {@code run} logs is its output, other commands have another. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its status; see {@code --help}. */
  public static void main(String[] args) {
    boolean runs = args.length > 0 && args[0].equals("run");
    if (!runs) {
      System.setProperty("fixedip.log.target", "System.err");
    }
    CommandLine program = runs ? FixedIpCommand.runAlone() : FixedIpCommand.commandLine();
    System.exit(program.execute(args));
  }
}
