package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What a shell makes of the script, asked of a real one. */
class CompletionCommandTest {
  @TempDir Path folder;
  private Path script;

  @BeforeEach
  void print() throws Exception {
    script = Files.writeString(folder.resolve("fixedip"), printed("bash"));
  }

  @Test
  void bashTakesTheScript() throws Exception {
    assertThat(bash("bash -n " + script)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fixedip pl, plan",
    "fixedip run --log-f, --log-format",
    "fixedip run --log-format j, json",
    "fixedip guest --os wi, windows",
    "fixedip completion z, zsh"
  })
  void itCompletes(String typed, String to) throws Exception {
    List<String> words = List.of(typed.split(" "));
    String line =
        """
        source %s
        compopt() { :; } # works only while bash itself completes
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        COMP_LINE='%s'
        COMP_POINT=%d
        $(complete -p fixedip | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        echo "${COMPREPLY[@]}"
        """
            .formatted(script, typed, words.size() - 1, typed, typed.length());

    assertThat(bash(line).strip()).isEqualTo(to);
  }

  /** Of zsh itself nothing is asked, since few have it: the script is the same, and sees which. */
  @Test
  void zshGetsTheSame() {
    assertThat(printed("zsh")).isEqualTo(printed("bash")).contains("bashcompinit");
  }

  @Test
  void anotherShellIsRefusedWithThoseThatThereAre() {
    StringWriter said = new StringWriter();

    assertThat(commands(said).execute("completion", "tcsh")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString()).contains("bash", "zsh");
  }

  @Test
  void itsHelpSaysHowToInstallIt() {
    StringWriter said = new StringWriter();

    assertThat(commands(said).execute("completion", "--help")).isZero();
    assertThat(said.toString()).contains("source <(fixedip completion bash)", "~/.zshrc");
  }

  private static CommandLine commands(StringWriter said) {
    PrintWriter writer = new PrintWriter(said);
    return FixedIpCommand.commandLine(Map.of()).setOut(writer).setErr(writer);
  }

  private static String printed(String shell) {
    StringWriter said = new StringWriter();
    assertThat(commands(said).execute("completion", shell)).isZero();
    return said.toString();
  }

  private String bash(String commands) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(Stream.of("bash", "--noprofile", "--norc", "-c", commands).toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("bash ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
