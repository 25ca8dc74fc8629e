package dev.fixedip;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fixedip.api.Reason;
import dev.fixedip.cli.FixedIpCommand;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;

/** What the documents list is what there is. */
class DocsTest {
  private static final Pattern FIRST_CELL =
      Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
  private static final Pattern SUBHEADING = Pattern.compile("^#### (\\w+)$", Pattern.MULTILINE);

  @ParameterizedTest
  @CsvSource({
    "READY, In place",
    "RECONCILING, At work",
    "STALLED, Waiting for somebody",
    "DETAIL, Details"
  })
  void eachReasonIsExplainedOnceWhereItBelongs(Reason.Outcome outcome, String heading)
      throws IOException {
    assertThat(SUBHEADING.matcher(section("troubleshooting.md", "### " + heading)).results())
        .extracting(it -> it.group(1))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values())
                .filter(it -> it.outcome() == outcome)
                .map(Reason::toString)
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "run, run.md",
    "plan, plan.md",
    "import, import.md",
    "simulate, simulator.md",
    "iam-policy, permissions.md"
  })
  void theTableOfOptionsHasEachOnce(String command, String document) throws IOException {
    assertThat(table(document, "## Options of `" + command + "`"))
        .containsExactlyInAnyOrderElementsOf(options(command));
  }

  private static List<String> options(String command) {
    return FixedIpCommand.commandLine().getSubcommands().entrySet().stream()
        .filter(it -> it.getKey().equals(command))
        .flatMap(it -> it.getValue().getCommandSpec().options().stream())
        .filter(it -> !it.usageHelp() && !it.versionHelp())
        .map(OptionSpec::longestName)
        .toList();
  }

  @Test
  void theTableOfTheSimulatorsRequestsHasEachOnce() throws IOException, InterruptedException {
    try (var simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()));
        var http = HttpClient.newHttpClient()) {
      var index = HttpRequest.newBuilder(simulator.endpoint().resolve("/_simulator/")).build();
      JsonNode requests =
          new ObjectMapper().readTree(http.send(index, BodyHandlers.ofString()).body());

      assertThat(table("simulator.md", "## Steering it over HTTP"))
          .containsExactlyInAnyOrderElementsOf(
              requests
                  .propertyStream()
                  .map(it -> it.getKey().replace("/_simulator/", ""))
                  .filter(it -> !it.equals("GET "))
                  .toList());
    }
  }

  @Test
  void theTableOfFieldsHasEachOnce() throws IOException {
    JSONSchemaProps resource =
        Serialization.unmarshal(
                Files.readString(Path.of("crd", "fixedips.fixedip.dev-v1.yml")),
                CustomResourceDefinition.class)
            .getSpec()
            .getVersions()
            .getFirst()
            .getSchema()
            .getOpenAPIV3Schema();

    assertThat(table("fixedip.md", "## Fields of the spec"))
        .containsExactlyInAnyOrderElementsOf(
            fields("", resource)
                .filter(it -> it.startsWith("spec."))
                .map(it -> it.substring("spec.".length()))
                .toList());
  }

  @Test
  void theIamPolicyOfAllFeaturesAllowsWhatIsCalled() throws IOException {
    Set<String> called = new HashSet<>();
    called.addAll(matches("plan/Action.java", "return \"([A-Z]\\w+)\""));
    called.addAll(matches("plan/ElasticIpAction.java", "return \"([A-Z]\\w+)\""));
    called.addAll(matches("ec2/Describe.java", "\"(Describe\\w+)\""));

    assertThat(allowed()).containsAll(called);
  }

  private static Set<String> allowed() throws IOException {
    var printed = new StringWriter();
    FixedIpCommand.commandLine()
        .setOut(new PrintWriter(printed))
        .execute("iam-policy", "--with=all");
    JsonNode policy = new ObjectMapper().readTree(printed.toString());
    return policy.findValues("Action").stream()
        .flatMap(it -> it.isArray() ? it.valueStream() : Stream.of(it))
        .map(it -> it.asText().replaceFirst("^ec2:", ""))
        .collect(toSet());
  }

  private static Set<String> matches(String source, String pattern) throws IOException {
    String text =
        Files.readString(Path.of("src", "main", "java", "dev", "fixedip").resolve(source));
    return Pattern.compile(pattern).matcher(text).results().map(it -> it.group(1)).collect(toSet());
  }

  private static Stream<String> fields(String prefix, JSONSchemaProps schema) {
    return schema.getProperties().entrySet().stream()
        .flatMap(it ->
            it.getValue().getProperties().isEmpty()
                ? Stream.of(prefix + it.getKey())
                : fields(prefix + it.getKey() + ".", it.getValue()));
  }

  /** The first cells of the table under a heading of a document. */
  private static List<String> table(String document, String heading) throws IOException {
    return FIRST_CELL
        .matcher(section(document, heading))
        .results()
        .map((MatchResult it) -> it.group(1))
        .toList();
  }

  /** What stands under a heading, up to the next one of its level or above. */
  private static String section(String document, String heading) throws IOException {
    String text = Files.readString(Path.of("docs", document));
    int begin = text.indexOf("\n" + heading + "\n");
    assertThat(begin).as("%s: %s", document, heading).isNotNegative();
    String section = text.substring(begin + heading.length() + 1);
    int level = heading.indexOf(' ');
    return section.split("\n#{1,%d} ".formatted(level), 2)[0];
  }
}
