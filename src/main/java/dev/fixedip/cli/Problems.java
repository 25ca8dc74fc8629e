package dev.fixedip.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A problem is told in one line; anything else is a fault of ours and keeps its stack trace. */
final class Problems implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    if (exception instanceof Problem) {
      commandLine.getErr().println(commandLine.getColorScheme().errorText(exception.getMessage()));
    } else {
      LOG.error("fixedip {} failed", commandLine.getCommandName(), exception);
    }
    return commandLine.getCommandSpec().exitCodeOnExecutionException();
  }
}
