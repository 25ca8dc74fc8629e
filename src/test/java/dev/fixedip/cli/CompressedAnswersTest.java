package dev.fixedip.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are read alike, compressed or not, in whatever pieces they come. */
class CompressedAnswersTest {
  private static final String LONG = "{\"kind\": \"FixedIpList\", \"items\": []}".repeat(5_000);

  /** An answer that comes in pieces; it tells how many were asked for. */
  private static final class Body implements AsyncBody {
    private int asked;

    @Override
    public void consume() {
      asked++;
    }

    @Override
    public CompletableFuture<Void> done() {
      return new CompletableFuture<>();
    }

    @Override
    public void cancel() {
      throw new UnsupportedOperationException();
    }
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    byte[] all = bytes.toByteArray();
    all[9] = 0; // Java writes that it does not know the system; others write other things
    return all;
  }

  private static String read(byte[] answer, int piece) throws Exception {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    AsyncBody.Consumer<List<ByteBuffer>> reader =
        (pieces, body) -> {
          for (ByteBuffer it : pieces) {
            byte[] some = new byte[it.remaining()];
            it.get(some);
            read.writeBytes(some);
          }
          body.consume();
        };
    var consumer =
        new CompressedAnswers()
            .consumer(
                reader, new StandardHttpRequest.Builder().uri("https://kubernetes.test").build());
    Body body = new Body();
    int given = 0;
    for (int from = 0; from < answer.length; from += 2 * piece) {
      List<ByteBuffer> pieces = new ArrayList<>();
      for (int start = from; start < Math.min(answer.length, from + 2 * piece); start += piece) {
        pieces.add(ByteBuffer.wrap(answer, start, Math.min(piece, answer.length - start)));
      }
      consumer.consume(pieces, body);
      given++;
      assertThat(body.asked).as("pieces asked for").isEqualTo(given);
    }
    return read.toString(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 9, 10, 11, 1_000, 1_000_000})
  void anAnswerIsReadAlikeCompressedOrNot(int piece) throws Exception {
    assertThat(read(LONG.getBytes(UTF_8), piece)).isEqualTo(LONG);
    assertThat(read(compressed(LONG), piece)).isEqualTo(LONG);
    assertThat(read(compressed(""), piece)).isEmpty();
  }

  @Test
  void anAnswerThatBeginsAlmostAsGzipIsPlain() throws Exception {
    assertThat(read(new byte[] {0x1f, 'a', 'b'}, 1)).isEqualTo("\u001fab");
    assertThat(read(new byte[] {'a'}, 1)).isEqualTo("a");
  }

  @Test
  void anUnknownKindOfCompressionIsSaid() {
    assertThatThrownBy(() -> read(new byte[] {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, 0}, 10))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("does a proxy compress it?");
  }
}
