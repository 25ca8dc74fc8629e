package dev.fixedip.operator;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** The examples of messages in docs/troubleshooting.md, and how a message is compared with one. */
final class ReasonGuide {
  private static final Pattern EXAMPLE =
      Pattern.compile("^#### (\\w+)\n\n> (.+)$", Pattern.MULTILINE);

  private static final Pattern ID =
      Pattern.compile("\\b(i|eni|vpc|subnet|sg|sgr|eipalloc)-\\p{XDigit}{17}\\b");
  private static final Pattern UID =
      Pattern.compile("\\b\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");
  private static final Pattern MAC = Pattern.compile("\\b\\p{XDigit}{2}(:\\p{XDigit}{2}){5}\\b");
  private static final Pattern TIME = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  private static final Pattern PUBLIC = Pattern.compile("\\b203\\.0\\.113\\.\\d+\\b");

  private static final String CUT_SHORT = " …";

  private final Map<String, String> examples;

  private ReasonGuide(Map<String, String> examples) {
    this.examples = examples;
  }

  /** Reads it. */
  static ReasonGuide read() {
    try {
      String guide = Files.readString(Path.of("docs", "troubleshooting.md"));
      return new ReasonGuide(
          EXAMPLE.matcher(guide).results().collect(toMap(it -> it.group(1), it -> it.group(2))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The example of a reason as {@link #comparable} leaves it; none has {@code no example}. */
  String example(String reason) {
    return comparable(examples.getOrDefault(reason, "no example")).replace(CUT_SHORT, "");
  }

  /** Whether the example is the message's beginning only. */
  boolean isCutShort(String reason) {
    return examples.getOrDefault(reason, "").endsWith(CUT_SHORT);
  }

  /** The text without what EC2 and Kubernetes make up: ids, MAC and public addresses, times. */
  static String comparable(String text) {
    String told = ID.matcher(text).replaceAll("$1-…");
    told = UID.matcher(told).replaceAll("(uid)");
    told = MAC.matcher(told).replaceAll("(MAC)");
    told = TIME.matcher(told).replaceAll("(time)");
    return PUBLIC.matcher(told).replaceAll("(public)");
  }
}
