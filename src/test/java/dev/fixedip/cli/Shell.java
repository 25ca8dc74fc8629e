package dev.fixedip.cli;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.SimulatorOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Where a user runs commands, with the settings of an AWS account, which is simulated. */
final class Shell implements AutoCloseable {
  final Simulator simulator;
  final Ec2Client ec2;
  private final InputStream standardInput = System.in;
  private final Map<String, String> settings;

  /** What a command said. */
  record Said(int exit, String out, String err) {}

  Shell(SimulatorOptions options) {
    simulator = Simulator.start(options);
    ec2 = SimulatorClients.ec2(simulator.endpoint());
    settings =
        Map.of(
            "aws.region", "us-east-1",
            "aws.accessKeyId", "test",
            "aws.secretAccessKey", "test",
            "aws.endpointUrlEc2", simulator.endpoint().toString());
    settings.forEach(System::setProperty);
  }

  /** From now on there are no settings of AWS. */
  void forgetAccount() {
    settings.keySet().forEach(System::clearProperty);
  }

  /** Pipes that into the next command. */
  void pipe(String text) {
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  Said run(Ansi ansi, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        FixedIpCommand.commandLine(Map.of())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(Help.defaultColorScheme(ansi))
            .execute(arguments);
    return new Said(exit, out.toString(), ProgressTest.without(err.toString()));
  }

  @Override
  public void close() {
    forgetAccount();
    System.setIn(standardInput);
    ec2.close();
    simulator.close();
  }
}
