package dev.fixedip.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {
  @TempDir Path folder;

  @Test
  void whatComesAndWhatChangesIsSeen() throws Exception {
    Path left = Files.writeString(folder.resolve("left"), "as it was");
    Path changed = Files.writeString(folder.resolve("changed"), "before");
    Traces traces = Traces.in(3, List.of(folder));

    assertThat(traces.since(it -> true)).isEmpty();

    Files.writeString(changed, "afterwards");
    Path below = Files.createDirectories(folder.resolve("new"));
    Path made = Files.writeString(below.resolve("file"), "");
    assertThat(traces.since(it -> true)).containsExactlyInAnyOrder(changed, below, made);
    assertThat(traces.since(it -> it.endsWith("file"))).containsExactly(made).doesNotContain(left);
  }
}
