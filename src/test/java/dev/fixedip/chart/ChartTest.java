package dev.fixedip.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the chart makes of its values. */
class ChartTest {
  private static final Pattern RIGHT =
      Pattern.compile(
          "^\\| `([^`]+)` \\| ((?:`\\w+`(?:, )?)+) \\| [^|]+ \\| [A-Z][^|]+\\. \\|$",
          Pattern.MULTILINE);
  private static final Pattern VERB = Pattern.compile("`(\\w+)`");
  private static final Pattern RESOURCE = Pattern.compile("([a-z]+)(?:\\.([a-z.0-9]+))?(/[a-z]+)?");
  private static final String NAMESPACED = "{watchNamespaces: [lab, shop], clusterId: lab}";

  @Test
  void withDefaultValues() throws IOException {
    Golden.holds("default.yaml", Chart.render("{}"));
  }

  @Test
  void withEveryValue() throws IOException {
    Golden.holds("full.yaml", Chart.render(FullValues.withAllSwitchedOn()));
  }

  @Test
  void theDefinitionIsThatOfTheProgramAndStays() throws IOException {
    JsonNode crd =
        Chart.find(Chart.render("{}"), "CustomResourceDefinition/fixedips.fixedip.dev").deepCopy();
    assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText()).isEqualTo("keep");
    ((ObjectNode) crd.get("metadata")).remove(List.of("annotations", "labels"));

    try (Stream<Path> files = Files.list(Path.of("crd"))) {
      assertThat(files)
          .singleElement()
          .satisfies(it -> {
            String text = Files.readString(it);
            assertThat(Chart.resource(crd))
                .isEqualTo(Chart.resource(Chart.documents(text).getFirst()));
            assertThat(
                    Files.readString(Chart.FOLDER.resolve("files/crds").resolve(it.getFileName())))
                .as("the chart's copy, which 'mvn -Pcrd' writes")
                .isEqualTo(text);
          });
    }
  }

  @Test
  void dashboardAndAlertsAreThoseOfTheRepository() throws IOException {
    List<JsonNode> objects = Chart.render(FullValues.switchedOn("{}"));

    assertThat(Chart.find(objects, "ConfigMap/fixedip-dashboard").at("/data/fixedip.json").asText())
        .isEqualToNormalizingWhitespace(
            Files.readString(Chart.FOLDER.resolve("files/dashboard.json")));
    assertThat(Chart.find(objects, "PrometheusRule/fixedip").get("spec"))
        .isEqualTo(
            Chart.documents(Files.readString(Chart.FOLDER.resolve("files/alerts.yaml")))
                .getFirst());
  }

  @Test
  void uninstallingIsRefusedByAJobUnlessTheValuesSayNo() {
    assertThat(titles("{}")).contains("Job/fixedip-uninstall", "ServiceAccount/fixedip-uninstall");
    assertThat(titles("uninstall: {refuseWhileFixedIpsExist: false}"))
        .isNotEmpty()
        .noneMatch(it -> it.contains("uninstall"));
  }

  @Test
  void aNetworkPolicyLetsTheOperatorAndTheJobOut() {
    List<JsonNode> objects = Chart.render("networkPolicy: {enabled: true}");

    for (String name : List.of("fixedip", "fixedip-uninstall")) {
      JsonNode policy = Chart.find(objects, "NetworkPolicy/" + name);
      JsonNode labels =
          Containers.of(objects, name.equals("fixedip") ? "Deployment/" : "Job/")
              .pod()
              .at("/metadata/labels");
      assertThat(policy.at("/spec/podSelector/matchLabels").propertyStream())
          .isNotEmpty()
          .allSatisfy(it -> assertThat(labels.get(it.getKey())).isEqualTo(it.getValue()));
      assertThat(policy.at("/spec/egress").findValuesAsText("cidr"))
          .containsExactly(
              "169.254.169.254/32", "169.254.170.23/32", "fd00:ec2::254/128", "fd00:ec2::23/128");
    }
    assertThat(
            titles(
                "{networkPolicy: {enabled: true}, uninstall: {refuseWhileFixedIpsExist: false}}"))
        .contains("NetworkPolicy/fixedip")
        .doesNotContain("NetworkPolicy/fixedip-uninstall");
  }

  @Test
  void aTrialIsOneReplicaWithoutAws() {
    List<JsonNode> objects = Chart.render("simulate: true");

    assertThat(Containers.of(objects, "Deployment/").args()).contains("--simulate");
    assertThat(Chart.find(objects, "Deployment/fixedip").at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(titles("simulate: true")).noneMatch(it -> it.startsWith("PodDisruptionBudget"));
  }

  @Test
  void noRuleHasAWildcardOrSeesSecrets() {
    assertThat(
            Stream.of("{}", NAMESPACED, FullValues.withAllSwitchedOn())
                .flatMap(it -> Chart.render(it).stream())
                .flatMap(it -> it.path("rules").valueStream()))
        .hasSizeGreaterThan(20)
        .allSatisfy(it -> {
          assertThat(it.toString()).doesNotContain("*");
          assertThat(it.get("resources").valueStream().map(JsonNode::asText))
              .doesNotContain("secrets");
        });
  }

  @Test
  void theRightsInANamespaceAreThoseInAllOfThem() {
    List<JsonNode> everywhere = Chart.render("{clusterId: lab, rbac: {nodes: false}}");
    List<JsonNode> here =
        Chart.render("{watchNamespaces: [lab, shop], clusterId: lab, rbac: {nodes: false}}");

    JsonNode rules = Chart.find(everywhere, "ClusterRole/fixedip").get("rules");
    assertThat(
            here.stream()
                .filter(it -> Chart.title(it).equals("Role/fixedip"))
                .map(it -> it.get("rules")))
        .containsExactly(rules, rules);
    assertThat(titles(NAMESPACED)).contains("ClusterRole/fixedip");
    assertThat(here.stream().map(Chart::title)).doesNotContain("ClusterRole/fixedip");
  }

  @Test
  void theDocumentationSaysWhatEachRightIsFor() throws IOException {
    Set<String> granted =
        Right.of(Chart.render("{}"), Chart.NAME).stream()
            .map(it ->
                it.verb() + " " + it.resource() + (it.group().isEmpty() ? "" : " " + it.group()))
            .collect(Collectors.toSet());
    Set<String> documented =
        RIGHT
            .matcher(Files.readString(Path.of("docs", "helm.md")))
            .results()
            .flatMap(row -> VERB.matcher(row.group(2)).results().map(it -> documented(row, it)))
            .collect(Collectors.toSet());

    assertThat(documented).isEqualTo(granted);
  }

  private static String documented(MatchResult row, MatchResult verb) {
    Matcher name = RESOURCE.matcher(row.group(1));
    assertThat(name.matches()).as(row.group()).isTrue();
    String group = name.group(2) == null ? "" : " " + name.group(2);
    String part = name.group(3) == null ? "" : name.group(3);
    return verb.group(1) + " " + name.group(1) + part + group;
  }

  @Test
  void theNotesSayWhatIsNext() {
    assertThat(notes("{}"))
        .contains("kubectl rollout status -n lab deployment/fixedip")
        .contains("create-pod-identity-association", "--service-account fixedip")
        .contains("set aws.region")
        .contains("first delete all FixedIps");
    assertThat(notes("simulate: true"))
        .contains("i-00000000000000133 (windows, 10.0.0.133)")
        .doesNotContain("aws eks", "aws.region");
    assertThat(
            notes(
                "{aws: {region: eu-central-1}, serviceAccount: {annotations:"
                    + " {eks.amazonaws.com/role-arn: 'arn:aws:iam::123456789012:role/a'}}}"))
        .contains("as arn:aws:iam::123456789012:role/a (IRSA)")
        .doesNotContain("aws.region", "pod-identity");
  }

  private static String notes(String values) {
    return Chart.withValues(
        values,
        file ->
            Chart.helm()
                .install()
                .withName(Chart.NAME)
                .withNamespace("lab")
                .clientOnly()
                .dryRun()
                .withKubeVersion("1.36.1")
                .withValuesFile(file)
                .call()
                .getOutput());
  }

  private static Set<String> titles(String values) {
    return Chart.render(values).stream().map(Chart::title).collect(Collectors.toSet());
  }
}
