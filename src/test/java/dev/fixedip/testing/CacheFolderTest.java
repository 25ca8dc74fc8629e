package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir private Path root;

  @Test
  void whatIsInstalledIsFoundLater() throws Exception {
    CacheFolder cache = new CacheFolder(root.resolve("not/there/yet"));

    Path installed =
        cache.install("tools/a", part -> Files.writeString(part.resolve("program"), "a"));

    assertThat(installed.resolve("program")).hasContent("a");
    assertThat(cache.find("tools/a")).contains(installed);
    assertThat(cache.find("tools/b")).isEmpty();
  }

  @Test
  void buildsAtTheSameTimeInstallOnce() throws Exception {
    AtomicInteger installations = new AtomicInteger();
    try (ExecutorService builds = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Path>> all =
          IntStream.range(0, 8)
              .mapToObj(build ->
                  builds.submit(() ->
                      new CacheFolder(root).install("a", part -> installations.incrementAndGet())))
              .toList();
      for (Future<Path> one : all) {
        assertThat(one.get()).isEqualTo(root.resolve("a"));
      }
    }
    assertThat(installations).hasValue(1);
  }

  @Test
  void aFailedInstallationLeavesNothingThatCouldBeTakenForOne() throws Exception {
    CacheFolder cache = new CacheFolder(root);

    assertThatThrownBy(() ->
            cache.install(
                "a",
                part -> {
                  Files.writeString(part.resolve("half"), "");
                  throw new UnavailableException("the disk is full");
                }))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("the disk is full");

    assertThat(cache.find("a")).isEmpty();
    assertThat(cache.install("a", part -> {})).isEmptyDirectory();
  }
}
