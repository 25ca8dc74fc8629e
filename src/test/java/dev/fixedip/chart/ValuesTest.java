package dev.fixedip.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.marcnuri.helm.LintResult;
import dev.fixedip.cli.FixedIpCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/** The chart's values: each is documented, checked and of effect. */
class ValuesTest {
  private static final Path DOCUMENTATION = Path.of("docs", "helm.md");
  private static final String ROWS = "| Value | Default | What it is |\n|---|---|---|\n";

  /** What a value cannot be changed without. */
  private static final Map<String, String> COMPANIONS =
      Map.of(
          "watchNamespaces", "clusterId: lab",
          "leaderElection", "replicas: 1",
          "service.enabled", "serviceMonitor: {enabled: false}");

  static Stream<Value> values() {
    return Value.all().stream();
  }

  @Test
  void helmsLintFindsNothing() {
    LintResult result = Chart.helm().lint().strict().call();

    assertThat(result.isFailed()).isFalse();
    assertThat(result.getMessages()).allSatisfy(it -> assertThat(it).startsWith("[INFO]"));
  }

  @Test
  void theVersionIsThatOfTheProgram() throws IOException {
    JsonNode chart =
        Chart.documents(Files.readString(Chart.FOLDER.resolve("Chart.yaml"))).getFirst();
    var version =
        Pattern.compile("<artifactId>fixedip-operator</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();

    assertThat(chart.get("version").asText()).isEqualTo(version.group(1));
    assertThat(chart.get("appVersion").asText()).isEqualTo(version.group(1));
  }

  @Test
  void theSchemaKnowsTheDocumentedValuesAndNoOthers() throws IOException {
    JsonNode schema =
        Chart.documents(Files.readString(Chart.FOLDER.resolve("values.schema.json"))).getFirst();
    Set<String> documented = values().map(Value::path).collect(Collectors.toSet());

    assertThat(leaves("", schema).filter(it -> !it.equals("global")))
        .isNotEmpty()
        .allSatisfy(it ->
            assertThat(documented)
                .as("a comment for " + it)
                .containsAnyOf(it, it.replaceFirst("\\.\\w+$", "")));
    assertThat(values())
        .allSatisfy(it ->
            assertThat(schema.at("/properties/" + it.path().replace(".", "/properties/")))
                .as("schema of " + it.path())
                .isNotEqualTo(MissingNode.getInstance()));
  }

  private static Stream<String> leaves(String prefix, JsonNode schema) {
    assertThat(schema.get("additionalProperties")).as(prefix).isEqualTo(BooleanNode.FALSE);
    return schema
        .get("properties")
        .propertyStream()
        .flatMap(it ->
            it.getValue().has("properties")
                ? leaves(prefix + it.getKey() + ".", it.getValue())
                : Stream.of(prefix + it.getKey()));
  }

  @Test
  void theDocumentationListsThem() throws IOException {
    String table = ROWS + values().map(Value::row).collect(Collectors.joining("\n")) + "\n";
    String text = Files.readString(DOCUMENTATION);
    int begin = text.indexOf(ROWS);
    int end = text.indexOf("\n\n", begin) + 1;
    assertThat(begin).as("the table in " + DOCUMENTATION).isNotNegative();

    if (Golden.isWritten()) {
      Files.writeString(DOCUMENTATION, text.substring(0, begin) + table + text.substring(end));
    }
    assertThat(Files.readString(DOCUMENTATION)).contains(table);
  }

  @Test
  void theTestsOwnFileHasEach() {
    assertThat(values())
        .hasSizeGreaterThan(60)
        .allSatisfy(it ->
            assertThat(FullValues.of(it))
                .as(it.path())
                .isNotEqualTo(it.standard())
                .isNotEqualTo(MissingNode.getInstance()));
  }

  @ParameterizedTest
  @MethodSource("values")
  void eachChangesWhatIsRendered(Value value) {
    String base = FullValues.switchedOn("{}");
    JsonNode companions = Chart.documents(COMPANIONS.getOrDefault(value.path(), "{}")).getFirst();
    for (Value other : Value.all()) {
      JsonNode given = Value.at(companions, other.path());
      base = given.isMissingNode() ? base : other.set(given, base);
    }
    JsonNode full = FullValues.of(value);
    String before = full.isBoolean() ? value.set(opposite(full), base) : base;

    assertThat(Chart.render(value.set(full, base))).isNotEqualTo(Chart.render(before));
  }

  private static JsonNode opposite(JsonNode it) {
    return BooleanNode.valueOf(!it.asBoolean());
  }

  /** What values.yaml has where the program has a default of its own. */
  @ParameterizedTest
  @CsvSource({
    "--poll-interval, pollInterval",
    "--ec2-rate, ec2Rate",
    "--collect-after, collectAfter",
    "--http-port, port",
    "--leader-election, leaderElection"
  })
  void theDefaultIsTheProgramsOwn(String option, String path) {
    Value value = values().filter(it -> it.path().equals(path)).findFirst().orElseThrow();

    assertThat(value.standard().asText())
        .isEqualTo(
            options()
                .filter(it -> it.longestName().equals(option))
                .findFirst()
                .orElseThrow()
                .defaultValue());
  }

  @Test
  void everyOptionOfRunHasAValue() {
    List<String> given =
        Stream.of(FullValues.withAllSwitchedOn(), "simulate: true")
            .flatMap(it -> Containers.of(Chart.render(it), "Deployment/").args().stream())
            .map(it -> it.replaceFirst("=.*", ""))
            .toList();

    assertThat(given)
        .containsAll(
            options()
                .filter(it -> !it.usageHelp() && !it.versionHelp())
                .map(OptionSpec::longestName)
                .toList());
  }

  private static Stream<OptionSpec> options() {
    return FixedIpCommand.commandLine().getSubcommands().entrySet().stream()
        .filter(it -> it.getKey().equals("run"))
        .flatMap(it -> it.getValue().getCommandSpec().options().stream());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replica: 3                                 | additional properties 'replica' not allowed
          image: {sha: a}                            | at '/image': additional properties 'sha' not allowed
          image: {digest: latest}                    | at '/image/digest': 'latest' does not match pattern '^(sha256:
          image: {pullPolicy: Sometimes}             | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'
          replicas: two                              | at '/replicas': got string, want integer
          pollInterval: 30                           | at '/pollInterval': got number, want string
          pollInterval: 30 seconds                   | at '/pollInterval': '30 seconds' does not match pattern '^([0-9]+ms|
          pollInterval: 1s1s                         | at '/pollInterval': '1s1s' does not match pattern '^([0-9]+ms|
          pollInterval: 0s                           | pollInterval is 0s: choose one from 1s to 2m
          pollInterval: 999ms                        | pollInterval is 999ms: choose one from 1s to 2m
          pollInterval: 2m1s                         | pollInterval is 2m1s: choose one from 1s to 2m
          pollInterval: 121s                         | pollInterval is 121s: choose one from 1s to 2m
          pollInterval: 1h                           | pollInterval is 1h: choose one from 1s to 2m
          ec2Rate: 0                                 | at '/ec2Rate': exclusiveMinimum: got 0, want 0
          allow: {vpcs: [lab]}                       | at '/allow/vpcs/0': 'lab' does not match pattern '^vpc-
          allow: {subnets: [vpc-1234abcd]}           | at '/allow/subnets/0': 'vpc-1234abcd' does not match pattern '^subnet-
          allow: {pingFrom: [10.0.0.1]}              | at '/allow/pingFrom/0': '10.0.0.1' does not match pattern
          aws: {region: Frankfurt}                   | at '/aws/region': 'Frankfurt' does not match pattern
          aws: {endpoint: ec2.example}               | at '/aws/endpoint': 'ec2.example' does not match pattern '^(https?://.+)?$'
          log: {level: LOUD}                         | at '/log/level': value must be one of 'error', 'warn', 'info', 'debug'
          log: {format: xml}                         | at '/log/format': value must be one of 'auto', 'plain', 'json'
          watchNamespaces: [Lab]                     | at '/watchNamespaces/0': 'Lab' does not match pattern
          watchNamespaces: [lab, lab]                | at '/watchNamespaces': items at 0 and 1 are equal
          port: 80                                   | at '/port': minimum: got 80, want 1,024
          serviceAccount: {annotations: {a: 1}}      | at '/serviceAccount/annotations/a': got number, want string
          terminationGracePeriodSeconds: 1           | at '/terminationGracePeriodSeconds': minimum: got 1, want 10
          uninstall: {refuse: false}                 | at '/uninstall': additional properties 'refuse' not allowed
          watchNamespaces: [lab]                     | watchNamespaces needs clusterId: operators that look after different namespaces
          leaderElection: false                      | leaderElection is false and replicas is 2: set replicas to 1, or leaderElection to true
          extraEnv: [{name: FIXEDIP_LOG_LEVEL, value: a}] | extraEnv has FIXEDIP_LOG_LEVEL, which would not count
          '{service: {enabled: false}, serviceMonitor: {enabled: true}}' | serviceMonitor.enabled needs service.enabled
          """)
  void whatCannotBeRightIsRefused(String values, String message) {
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1s", "1000ms", "45s", "08s", "1m30s", "1m60s", "2m", "120000ms"})
  void aPollIntervalThatTheProgramTakesIsRendered(String interval) {
    assertThat(Containers.of(Chart.render("pollInterval: " + interval), "Deployment/").args())
        .contains("--poll-interval=" + interval);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "watchNamespaces: [lab]\nclusterId: lab\n"})
  void withoutRbacNoRoleIsMade(String others) {
    assertThat(Chart.render(others + "rbac: {create: false}"))
        .isNotEmpty()
        .noneMatch(it -> it.get("apiVersion").asText().startsWith("rbac.authorization.k8s.io"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rbac: {create: false}                         | fixedip
          serviceAccount: {create: false}               | default
          serviceAccount: {create: false, name: theirs} | theirs
          """)
  void theJobHasTheOperatorsAccountWhereNoneIsMadeForIt(String values, String account) {
    List<JsonNode> objects = Chart.render(values);

    assertThat(List.of("Deployment/", "Job/"))
        .allSatisfy(it ->
            assertThat(Containers.of(objects, it).pod().at("/spec/serviceAccountName").asText())
                .isEqualTo(account));
    assertThat(objects.stream().map(Chart::title))
        .doesNotContain("ServiceAccount/fixedip-uninstall")
        .noneMatch(it -> it.endsWith("Role/fixedip-uninstall"));
  }
}
