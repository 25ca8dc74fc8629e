package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildTest {
  private final Properties properties = new Properties();

  @Test
  void versionAndCommitAreTold() {
    properties.setProperty("git.build.version", "1.2.3");
    properties.setProperty("git.commit.id.abbrev", "0123456789ab");
    properties.setProperty("git.dirty", "false");

    assertThat(Build.of(properties)).hasToString("1.2.3 (commit 0123456789ab)");
  }

  @Test
  void aCommitWithChangedFilesIsTold() {
    properties.setProperty("git.build.version", "1.2.3");
    properties.setProperty("git.commit.id.abbrev", "0123456789ab");
    properties.setProperty("git.dirty", "true");

    assertThat(Build.of(properties)).hasToString("1.2.3 (commit 0123456789ab-dirty)");
  }

  @Test
  void sourcesWithoutGitHaveNoCommit() {
    assertThat(Build.of(properties)).hasToString("unknown (commit unknown)");
  }
}
