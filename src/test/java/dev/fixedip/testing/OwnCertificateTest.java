package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkout may lie in a folder of any name. */
class OwnCertificateTest {
  @Test
  void itsFolderMayHaveSpaces(@TempDir Path folder) throws IOException {
    Path spaced = Files.createDirectory(folder.resolve("a b"));
    OwnCertificate made = OwnCertificate.make(spaced, List.of("ip:127.0.0.1", "dns:localhost"));
    assertThat(made.pem()).content().startsWith("-----BEGIN CERTIFICATE-----");
  }
}
