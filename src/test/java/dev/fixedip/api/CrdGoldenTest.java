package dev.fixedip.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files in {@code crd/} say what the classes say. */
class CrdGoldenTest {
  @Test
  void theCrdsInTheRepositoryAreThoseOfTheClasses() throws IOException {
    for (Map.Entry<String, String> generated : CrdWriter.generate().entrySet()) {
      Path file = Path.of("crd", generated.getKey());
      assertThat(file).as("%s is not there: run 'mvn -Pcrd' and commit it", file).isRegularFile();
      assertThat(Files.readString(file))
          .as("%s is not what the classes say: run 'mvn -Pcrd' and commit it", file)
          .isEqualTo(generated.getValue());
    }
  }
}
