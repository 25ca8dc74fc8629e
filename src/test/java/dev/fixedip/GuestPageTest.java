package dev.fixedip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.guest.Blocks;
import dev.fixedip.guest.GuestSystem;
import dev.fixedip.guest.Guide;
import dev.fixedip.guest.Setup;
import dev.fixedip.guest.Setups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code docs/guest.md} says is what {@code fixedip guest} prints for the story's addresses.
 */
class GuestPageTest {
  private static final Map<String, Setup> WAYS =
      Map.of(
          "An interface of its own", Setups.ownInterface(),
          "A secondary address", Setups.secondaryAddress());

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "guest.md"));
  }

  /** What stands below a heading, up to the next one of its level or above. */
  private static String below(String text, String heading) {
    int begin = text.indexOf("\n" + heading + "\n");
    assertThat(begin).as(heading).isNotNegative();
    String rest = text.substring(begin + heading.length() + 1);
    String level = heading.substring(0, heading.indexOf(' '));
    return rest.split("\n#{1,%d} ".formatted(level.length()), 2)[0];
  }

  @ParameterizedTest
  @EnumSource(GuestSystem.class)
  void eachSystemHasWhatTheCommandPrintsForIt(GuestSystem system) throws IOException {
    String chapter = below(page(), "## " + system.title());
    for (var way : WAYS.entrySet()) {
      Guide guide = system.guide(way.getValue());
      assertThat(below(chapter, "### " + way.getKey()))
          .contains(guide.set(), "**Check.** " + guide.check(), "**Undo.** " + guide.undo());
    }
  }

  @Test
  void itHasNoOtherCommandsForTheGuest() throws IOException {
    Stream<Blocks.Block> printed =
        Arrays.stream(GuestSystem.values())
            .flatMap(system -> WAYS.values().stream().map(system::guide))
            .flatMap(it -> Blocks.of(it.markdown()).stream());

    assertThat(Blocks.of(page()).stream().filter(it -> !it.language().equals("console")))
        .containsExactlyInAnyOrderElementsOf(printed.toList());
  }

  @Test
  void itHasTheWarnings() throws IOException {
    assertThat(page()).contains(Guide.NEVER, Guide.TWO_INTERFACES, Guide.PING);
  }
}
