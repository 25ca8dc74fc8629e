package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracles that the operator is held against, on resources of each kind that there is. */
class KstatusTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no status yet                  | {}                                                        | Current     | Progressing
          as the CRD has it at first     | {observedGeneration: -1}                                  | InProgress  | Progressing
          the last change not seen       | {observedGeneration: 1, conditions: [READY]}              | InProgress  | Progressing
          no condition                   | {observedGeneration: 2}                                   | Current     | Progressing
          ready                          | {observedGeneration: 2, conditions: [READY]}              | Current     | Healthy
          a Ready of long ago            | {observedGeneration: 2, conditions: [OLD_READY]}          | Current     | Healthy
          not ready                      | {observedGeneration: 2, conditions: [NOT_READY]}          | InProgress  | Progressing
          unknown                        | {observedGeneration: 2, conditions: [UNKNOWN]}            | InProgress  | Progressing
          at work                        | {observedGeneration: 2, conditions: [NOT_READY, WORKING]} | InProgress  | Progressing
          refused                        | {observedGeneration: 2, conditions: [NOT_READY, REFUSED]} | Failed      | Degraded
          suspended in place             | {observedGeneration: 2, conditions: [READY, SUSPENDED]}   | Current     | Suspended
          suspended with work left       | {observedGeneration: 2, conditions: [NOT_READY, SUSPENDED]} | InProgress | Suspended
          """)
  void eachStatusHasItsVerdict(String which, String status, Kstatus kstatus, String argo)
      throws IOException {
    JsonNode resource = resource("{generation: 2}", status);

    assertThat(Kstatus.of(resource)).as(which).isEqualTo(kstatus);
    assertThat(ArgoHealth.of(resource).status()).as(which).isEqualTo(argo);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ready                  | {observedGeneration: 2, conditions: [READY]}     | true
          a Ready of long ago    | {observedGeneration: 2, conditions: [OLD_READY]} | false
          the last change unseen | {observedGeneration: 1, conditions: [OLD_READY]} | false
          not ready              | {observedGeneration: 2, conditions: [NOT_READY]} | false
          nothing told           | {observedGeneration: -1}                         | false
          """)
  void kubectlWaitsForAConditionOfThisGeneration(String which, String status, boolean over)
      throws IOException {
    assertThat(KubectlWait.isOver(resource("{generation: 2}", status), "Ready"))
        .as(which)
        .isEqualTo(over);
  }

  @ParameterizedTest
  @CsvSource({"READY", "NOT_READY"})
  void whatIsDeletedIsTerminatingWhateverItSays(String condition) throws IOException {
    JsonNode resource =
        resource(
            "{generation: 2, deletionTimestamp: '2026-01-01T00:00:00Z'}",
            "{observedGeneration: 2, conditions: [%s]}".formatted(condition));

    assertThat(Kstatus.of(resource)).isEqualTo(Kstatus.Terminating);
    assertThat(ArgoHealth.of(resource)).isEqualTo(new ArgoHealth("Progressing", "Being deleted"));
  }

  @Test
  void whatCannotBeDeletedIsShownWithItsCause() throws IOException {
    JsonNode resource =
        resource(
            "{generation: 2, deletionTimestamp: '2026-01-01T00:00:00Z'}",
            "{observedGeneration: 2, conditions: [{type: Ready, status: 'False',"
                + " observedGeneration: 2, reason: DeletionBlocked, message: It is suspended}]}");

    assertThat(ArgoHealth.of(resource))
        .isEqualTo(new ArgoHealth("Degraded", "DeletionBlocked: It is suspended"));
  }

  private static JsonNode resource(String metadata, String status) throws IOException {
    String written =
        status
            .replace("OLD_READY", ready("True", 1))
            .replace("NOT_READY", ready("False", 2))
            .replace("READY", ready("True", 2))
            .replace("UNKNOWN", ready("Unknown", 2))
            .replace("WORKING", "{type: Reconciling, status: 'True'}")
            .replace("REFUSED", "{type: Stalled, status: 'True'}")
            .replace("SUSPENDED", "{type: Suspended, status: 'True', observedGeneration: 2}");
    return new YAMLMapper().readTree("{metadata: %s, status: %s}".formatted(metadata, written));
  }

  private static String ready(String value, int generation) {
    return "{type: Ready, status: '%s', observedGeneration: %d, reason: R, message: M}"
        .formatted(value, generation);
  }
}
