package dev.fixedip;

import dev.fixedip.cli.FixedIpCommand;

/** The program's entry. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its status; see {@code --help}. */
  public static void main(String[] args) {
    System.exit(FixedIpCommand.commandLine().execute(args));
  }
}
