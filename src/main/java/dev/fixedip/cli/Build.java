package dev.fixedip.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of the program this is.
 *
 * @param version that of the project
 * @param commit the git commit, abbreviated, with {@code -dirty} if files were changed since;
 *     {@code unknown} if it was not built in a git repository
 */
record Build(String version, String commit) {
  static final Build OF_THIS = read();

  private static final String UNKNOWN = "unknown";

  private static Build read() {
    try (InputStream file = Build.class.getResourceAsStream("build.properties")) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return of(properties);
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties cannot be read", e);
    }
  }

  static Build of(Properties properties) {
    String commit = properties.getProperty("git.commit.id.abbrev", UNKNOWN);
    boolean dirty = Boolean.parseBoolean(properties.getProperty("git.dirty"));
    return new Build(
        properties.getProperty("git.build.version", UNKNOWN), dirty ? commit + "-dirty" : commit);
  }

  @Override
  public String toString() {
    return "%s (commit %s)".formatted(version, commit);
  }
}
