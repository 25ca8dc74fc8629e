package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code crd} prints what kubectl can apply. */
class CrdCommandTest {
  @Test
  void printsThePackagedCrdAndNothingElse() throws Exception {
    StringWriter out = new StringWriter();
    int exit = new CommandLine(new CrdCommand()).setOut(new PrintWriter(out)).execute();

    assertThat(exit).isZero();
    assertThat(out.toString())
        .isEqualTo(Files.readString(Path.of("crd/fixedips.fixedip.dev-v1.yml")));
    assertThat(Serialization.unmarshal(out.toString(), CustomResourceDefinition.class))
        .extracting(crd -> crd.getMetadata().getName())
        .isEqualTo("fixedips.fixedip.dev");
  }
}
