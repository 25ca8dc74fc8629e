package dev.fixedip.cli;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A problem is told in one line; anything else is a fault of ours and keeps its stack trace. */
final class Problems implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    if (exception instanceof Problem) {
      commandLine.getErr().println(commandLine.getColorScheme().errorText(exception.getMessage()));
    } else {
      // Not before: what the log looks like is an option of the command.
      LoggerFactory.getLogger(Problems.class)
          .error("fixedip {} failed", commandLine.getCommandName(), exception);
    }
    return commandLine.getCommandSpec().exitCodeOnExecutionException();
  }
}
