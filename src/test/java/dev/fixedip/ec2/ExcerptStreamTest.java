package dev.fixedip.ec2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer without what nobody asks for, in whatever pieces it arrives. */
class ExcerptStreamTest {
  private static final Set<String> OMITTED = Set.of("left", "leftSet");

  /** Gives as much at a time as it is told. */
  private static InputStream inPieces(String xml, int piece) {
    return new ByteArrayInputStream(xml.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(piece, length));
      }
    };
  }

  private static InputStream stream(String xml, int piece, ExcerptStream.Members members) {
    return new ExcerptStream(inPieces(xml, piece), new Sieve(OMITTED, "list"), members);
  }

  private static String excerpt(String xml, int piece) throws IOException {
    try (InputStream excerpt = stream(xml, piece, (text, start, end) -> true)) {
      return new String(excerpt.readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'<?xml version=\"1.0\"?>\n<a xmlns=\"b\"><c>d</c></a>\n', "
        + "'<?xml version=\"1.0\"?>\n<a xmlns=\"b\"><c>d</c></a>\n'",
    "<a><left>b</left><c>d</c></a>, <a><c>d</c></a>",
    "<a><leftSet><item><c>d</c></item></leftSet><c>e</c></a>, <a><c>e</c></a>",
    "<a><left/><c/></a>, <a><c/></a>",
    "<a><left /><c /></a>, <a><c /></a>",
    "<a><left></left><c></c></a>, <a><c></c></a>",
    "<a><left b=\"c\">d</left></a>, <a></a>",
    "<a><left><left>b</left>c<left/>d</left><e/></a>, <a><e/></a>",
    "<a><left><leftSet>b</leftSet></left><e/></a>, <a><e/></a>",
    "<a><leftover>b</leftover><isleft>c</isleft></a>, "
        + "<a><leftover>b</leftover><isleft>c</isleft></a>",
    "<a>left &lt;left&gt; > /left <b/></a>, <a>left &lt;left&gt; > /left <b/></a>",
    "<a>Größe<left>Größe</left>ẞ</a>, <a>Größeẞ</a>",
    "<a><b>cut off, <a><b>cut off",
    "<a><b>c</b><lef, <a><b>c</b><lef",
    "<a><left>cut off, <a>",
    "'', ''"
  })
  void isLessWhatIsOmitted(String xml, String excerpt) throws IOException {
    for (int piece = 1; piece <= xml.length() + 1; piece++) {
      assertThat(excerpt(xml, piece)).as("in pieces of %d", piece).isEqualTo(excerpt);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 32_767, 32_768, 32_769, 1_000_000})
  void isWholeHoweverLong(int piece) throws IOException {
    String item = "<item><left>0123456789</left><kept>0123456789</kept></item>";
    String excerpt = "<item><kept>0123456789</kept></item>";
    assertThat(excerpt("<a>" + item.repeat(10_000) + "</a>", piece))
        .isEqualTo("<a>" + excerpt.repeat(10_000) + "</a>");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 1_000})
  void membersOfTheListAreLeftOutThatAreNotWanted(int piece) throws IOException {
    String xml =
        "<a><item>no</item><list><item>1<left/></item> <item>no<left>2</left></item>"
            + "<item><list><item>no</item></list></item><item/></list><item>no</item></a>";
    List<String> members = new ArrayList<>();
    ExcerptStream.Members unlessNo =
        (text, start, end) -> {
          members.add(new String(text, start, end - start, UTF_8));
          return !members.getLast().equals("<item>no</item>");
        };
    try (InputStream excerpt = stream(xml, piece, unlessNo)) {
      assertThat(new String(excerpt.readAllBytes(), UTF_8))
          .isEqualTo(
              "<a><item>no</item><list><item>1</item> "
                  + "<item><list><item>no</item></list></item><item/></list><item>no</item></a>");
    }
    assertThat(members)
        .containsExactly(
            "<item>1</item>", "<item>no</item>", "<item><list><item>no</item></list></item>");
  }

  @Test
  void aMemberThatIsCutOffIsHandedOutAsItIs() throws IOException {
    try (InputStream excerpt = stream("<list><item>1", 4, (xml, start, end) -> false)) {
      assertThat(new String(excerpt.readAllBytes(), UTF_8)).isEqualTo("<list><item>1");
    }
  }

  @Test
  void aTagMayBeLongerThanWhatIsReadAtATime() throws IOException {
    String tag = "<a b=\"%s\">".formatted("c".repeat(100_000));
    assertThat(excerpt(tag + "<left/></a>", 10_000)).isEqualTo(tag + "</a>");
  }

  @Test
  void canBeReadByteByByteAndSkipped() throws IOException {
    try (InputStream excerpt = stream("<a><left/>b</a>", 4, (xml, start, end) -> true)) {
      assertThat((char) excerpt.read()).isEqualTo('<');
      excerpt.skipNBytes(2);
      assertThat((char) excerpt.read()).isEqualTo('b');
      assertThat(excerpt.read(new byte[4], 2, 0)).isZero();
      assertThat(excerpt.markSupported()).isFalse();
      excerpt.skipNBytes(4);
      assertThat(excerpt.read()).isEqualTo(-1);
      assertThat(excerpt.skip(1)).isZero();
      assertThat(excerpt.read(new byte[4])).isEqualTo(-1);
    }
  }
}
