package dev.fixedip.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fixedip.cli.review.Review.Action;
import dev.fixedip.cli.review.Review.Change;
import dev.fixedip.cli.review.Review.Conflict;
import dev.fixedip.cli.review.Review.Difference;
import dev.fixedip.cli.review.Review.Entry;
import dev.fixedip.cli.review.Review.Source;
import dev.fixedip.cli.review.Review.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Everything that a review can tell, as text. */
class ReviewTextTest {
  private static final Action MOVE =
      new Action(
          Change.Remove,
          "DetachNetworkInterface",
          "eni-1 from i-2",
          "10.0.0.51 shall be on i-1",
          new Difference("interface.attachment", "i-1", "i-2"));
  private static final Action GROUPS =
      new Action(
          Change.Modify,
          "ModifyNetworkInterfaceAttribute",
          "eni-1 groups sg-1",
          "The spec names these groups",
          new Difference("interface.securityGroupIds", "sg-1", "none"));

  private static Entry entry(String name, @Nullable String instance, State state, Action... actions)
      throws IOException {
    JsonNode selector = instance == null ? null : new YAMLMapper().readTree(instance);
    return new Entry(
        new Source("lab", name, "a.yaml", 1, null),
        "10.0.0.51",
        selector,
        instance == null ? null : "i-1",
        instance == null ? null : "win",
        state,
        "SomeReason",
        "what it is",
        List.of(actions),
        List.of(),
        List.of());
  }

  private static String text(Ansi ansi, List<Entry> entries, List<Conflict> conflicts, int others) {
    StringWriter text = new StringWriter();
    new ReviewText(new PrintWriter(text), ansi)
        .write(
            new Review("EC2", null, Summaries.of(entries, conflicts, others), entries, conflicts));
    return text.toString();
  }

  @Test
  void everyStateHasItsLine() throws IOException {
    List<Entry> entries =
        List.of(
            entry("a", "{id: i-1}", State.InPlace),
            entry("b", "{tags: {Name: win, team: lab}}", State.Changes, MOVE, GROUPS),
            entry("c", "{node: ip-10-0-0-50}", State.Waiting),
            entry("d", null, State.Refused, GROUPS),
            entry("e", "{id: i-1}", State.Suspended));
    List<Conflict> conflicts =
        List.of(new Conflict(Conflict.Kind.Address, "two ask for one", List.of()));

    assertThat(text(Ansi.OFF, entries, conflicts, 2))
        .isEqualToNormalizingNewlines(
            """
            lab/a  10.0.0.51 → i-1 (win)  a.yaml
              in place: what it is

            lab/b  10.0.0.51 → Name=win, team=lab (i-1, win)  a.yaml
              - DetachNetworkInterface  eni-1 from i-2
                  10.0.0.51 shall be on i-1
              ~ ModifyNetworkInterfaceAttribute  eni-1 groups sg-1
                  interface.securityGroupIds is none instead of sg-1
                  The spec names these groups

            lab/c  10.0.0.51 → node ip-10-0-0-50 (i-1, win)  a.yaml
              … SomeReason: what it is

            lab/d  10.0.0.51  a.yaml
              ~ ModifyNetworkInterfaceAttribute  eni-1 groups sg-1  (held back)
                  interface.securityGroupIds is none instead of sg-1
                  The spec names these groups
              ! SomeReason: what it is

            lab/e  10.0.0.51 → i-1 (win)  a.yaml
              suspended: spec.suspend is true, so that nothing is touched

            ! conflict: two ask for one

            5 FixedIps: 1 in place, 1 with 2 calls to make, 1 waiting, 1 refused, 1 suspended; 1 conflict; 2 documents of other kinds left out
            """);
  }

  @Test
  void coloursMarkWhatIsMadeChangedAndTakenAway() throws IOException {
    assertThat(text(Ansi.ON, List.of(entry("b", null, State.Changes, MOVE, GROUPS)), List.of(), 0))
        .contains(
            "\u001b[1mlab/b  10.0.0.51  a.yaml",
            "\u001b[31m  - DetachNetworkInterface",
            "\u001b[33m  ~ ModifyNetworkInterfaceAttribute");
  }
}
