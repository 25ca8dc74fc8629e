package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.VirtualClock;
import dev.fixedip.simulator.rates.Rates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the simulator alone is told by its options, and what it says. */
class SimulateCommandTest {
  private final StringWriter said = new StringWriter();

  private CommandLine commands(Map<String, String> environment) {
    PrintWriter writer = new PrintWriter(said);
    return FixedIpCommand.commandLine(environment).setOut(writer).setErr(writer);
  }

  private static SimulatorOptions options(Map<String, String> environment, String... arguments) {
    SimulateOptions options = new SimulateOptions();
    new CommandLine(options)
        .setDefaultValueProvider(FixedIpCommand.commandLine(environment).getDefaultValueProvider())
        .registerConverter(Duration.class, Durations::parse)
        .parseArgs(arguments);
    return options.simulator(InstantSource.system());
  }

  @Test
  void toldNothingItIsLikeEc2() {
    SimulatorOptions options = options(Map.of());

    assertThat(options.rates()).isEqualTo(Rates.Options.EC2);
    assertThat(options.nature().latencies().attach()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.nature().latencies().reads()).isZero();
    assertThat(options.nature().tokensOutlive()).isTrue();
    assertThat(options.nature().clock()).isNotInstanceOf(VirtualClock.class);
  }

  @Test
  void everyOptionComesToTheSimulator() {
    SimulatorOptions options =
        options(
            Map.of("FIXEDIP_READ_LAG", "2s", "FIXEDIP_LATENCY", "stop=1m,status-checks=5s"),
            "--at-once",
            "--latency=attach=500ms",
            "--rates=off",
            "--other-tenant=0.5",
            "--fresh-tokens",
            "--virtual-clock",
            "--seed=7",
            "--port=4566");

    assertThat(options.port()).isEqualTo(4566);
    assertThat(options.nature().seed()).isEqualTo(7);
    assertThat(options.nature().clock()).isInstanceOf(VirtualClock.class);
    assertThat(options.nature().tokensOutlive()).isFalse();
    assertThat(options.nature().latencies().attach()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.nature().latencies().detach()).isZero();
    assertThat(options.nature().latencies().reads()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.rates()).isEqualTo(new Rates.Options(0, 0.5));
    assertThat(
            options(Map.of("FIXEDIP_LATENCY", "stop=1m,status-checks=5s"))
                .nature()
                .latencies()
                .statusChecks())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --world=a.yaml --instances=5 | --world and --instances exclude each other
          --world=/none/there.yaml | --world /none/there.yaml cannot be read
          --subnets=5 | --subnets needs --instances
          --instances=5 --subnets=300 | 5 instances in 300 subnets do not fit
          --latency=atach=1s | --latency atach is unknown: name one of create, attach
          --latency=attach=5 | '5' is no duration
          --rates=fast | 'fast' is no factor: write a number such as 1 or 10, or off
          --rates=-1 | --rates is -1.0: choose
          --other-tenant=2 | --other-tenant is 2.0: choose a share from 0 to 1
          --port=70000 | --port is 70000: choose one from 0
          """)
  void whatDoesNotFitIsTold(String arguments, String told) {
    assertThat(commands(Map.of()).execute(("simulate " + arguments).split(" "))).isNotZero();
    assertThat(said.toString()).contains(told);
  }

  @Test
  void aWrongWorldIsToldWithFileElementAndField(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("world.yaml");
    Files.writeString(file, "instances: [{subnetId: subnet-0a}]");

    assertThat(commands(Map.of()).execute("simulate", "--world", file.toString())).isEqualTo(1);
    assertThat(said.toString())
        .isEqualToIgnoringNewLines(
            "world.yaml: instances[0].subnetId: subnet-0a is not in the file; declare it under"
                + " subnets");
  }

  @Test
  void aTakenPortIsToldInOneLine() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(commands(Map.of()).execute("simulate", "--port=" + taken.getLocalPort()))
          .isEqualTo(1);
    }
    assertThat(said.toString().strip().lines())
        .singleElement()
        .asString()
        .contains("cannot be had", "choose another --port");
  }

  private String saidWhenStarted(String... arguments) throws InterruptedException {
    var thread = Thread.ofVirtual().start(() -> commands(Map.of()).execute(arguments));
    await().until(() -> said.toString().contains("Stop with Ctrl-C."));
    thread.interrupt();
    thread.join();
    return said.toString();
  }

  @Test
  void theStoryIsPrintedWithItsIds() throws InterruptedException {
    assertThat(saidWhenStarted("simulate"))
        .contains("export AWS_ENDPOINT_URL=http://127.0.0.1:", "i-00000000000000133");
  }

  @Test
  void anotherWorldIsPrintedWithCountsAndSomeIds() throws InterruptedException {
    assertThat(saidWhenStarted("simulate", "--instances=100", "--subnets=20"))
        .contains("Instances     100  i-00000000000000001  i-00000000000000002  …")
        .doesNotContain("Windows");
  }
}
