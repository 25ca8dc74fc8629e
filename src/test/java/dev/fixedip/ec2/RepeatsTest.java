package dev.fixedip.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What EC2 writes again is not read again. */
class RepeatsTest {
  private final Repeats<String> repeats = new Repeats<>();

  /** What was read of the last answer. */
  private final List<String> read = new ArrayList<>();

  private List<String> answer(String... members) {
    repeats.beginAnswer();
    read.clear();
    for (String it : members) {
      byte[] xml = ("<item>" + it + "</item>").getBytes(UTF_8);
      if (repeats.isWanted(xml, "<item>".length(), xml.length - "</item>".length())) {
        read.add(it);
      }
    }
    return repeats.all(List.copyOf(read));
  }

  private List<String> wholeRead(String... members) {
    repeats.begin();
    List<String> all = answer(members);
    repeats.end();
    return all;
  }

  @Test
  void aFirstReadReadsAll() {
    assertThat(wholeRead("a", "b")).containsExactly("a", "b");
    assertThat(read).containsExactly("a", "b");
  }

  @Test
  void onlyWhatIsWrittenOtherwiseIsReadAgain() {
    wholeRead("a", "b", "c");
    assertThat(wholeRead("a", "b2", "c")).containsExactlyInAnyOrder("a", "b2", "c");
    assertThat(read).containsExactly("b2");
    assertThat(wholeRead("c", "b2")).containsExactlyInAnyOrder("b2", "c");
    assertThat(read).isEmpty();
    assertThat(wholeRead("a")).as("was not there in the read before").containsExactly("a");
    assertThat(read).containsExactly("a");
  }

  @Test
  void aReadMayHaveManyAnswers() {
    repeats.begin();
    answer("a", "b");
    answer("c");
    repeats.end();
    repeats.begin();
    assertThat(answer("c", "a")).containsExactlyInAnyOrder("a", "c");
    assertThat(answer("b", "d")).containsExactlyInAnyOrder("b", "d");
    assertThat(read).containsExactly("d");
  }

  @Test
  void anAnswerThatIsAskedForOnceMoreCountsOnce() {
    wholeRead("a", "b");
    repeats.begin();
    repeats.beginAnswer();
    repeats.isWanted("a".getBytes(UTF_8), 0, 1);
    assertThat(answer("a", "c")).containsExactlyInAnyOrder("a", "c");
    assertThat(read).containsExactly("c");
  }

  @Test
  void ofAReadThatDidNotEndNothingStays() {
    wholeRead("a");
    repeats.begin();
    answer("b");
    assertThat(wholeRead("a")).containsExactly("a");
    assertThat(read).isEmpty();
    assertThat(wholeRead("a", "b")).containsExactlyInAnyOrder("a", "b");
    assertThat(read).containsExactly("b");
  }

  @Test
  void membersThatWereNotToldApartAreReadEachTime() {
    repeats.begin();
    repeats.beginAnswer();
    assertThat(repeats.all(List.of("a"))).containsExactly("a");
    repeats.end();
    assertThat(wholeRead("a")).containsExactly("a");
    assertThat(read).containsExactly("a");
  }
}
