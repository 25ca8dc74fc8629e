package dev.fixedip;

import dev.fixedip.cli.FixedIpCommand;

/** The program's entry: what {@code run} logs is its output, other commands have another. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its status; see {@code --help}. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("run")) {
      System.exit(FixedIpCommand.runAlone().execute(args));
    }
    System.setProperty("fixedip.log.target", "System.err");
    System.exit(FixedIpCommand.commandLine().execute(args));
  }
}
