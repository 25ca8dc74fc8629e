package dev.fixedip.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the CustomResourceDefinitions that this version of the operator works with. */
@Command(
    name = "crd",
    mixinStandardHelpOptions = true,
    description = "Prints the CustomResourceDefinitions, for kubectl apply -f -")
public final class CrdCommand implements Callable<Integer> {
  private static final List<String> RESOURCES = List.of("/crd/fixedips.fixedip.dev-v1.yml");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Made by picocli. */
  public CrdCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (String resource : RESOURCES) {
      out.print(read(resource));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static String read(String resource) throws IOException {
    try (InputStream stream = CrdCommand.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException(
            "This build has no " + resource + ": generate it with 'mvn -Pcrd' and build again");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
