package dev.fixedip.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes over the wire is what the user wrote. */
class FixedIpJsonTest {
  private static final FixedIpSpec.InstanceSelector INSTANCE =
      FixedIpSpec.InstanceSelector.ofId("i-0123456789abcdef0");

  @Test
  void everyFieldOfTheSpecIsReadAndWrittenAgain() throws Exception {
    String yaml = Files.readString(Path.of("examples/fixedip-all-fields.yaml"));
    FixedIp read = Serialization.unmarshal(yaml, FixedIp.class);

    assertThat(read.getSpec())
        .isEqualTo(
            new FixedIpSpec(
                "10.0.0.51",
                INSTANCE,
                FixedIpSpec.Strategy.Interface,
                new FixedIpSpec.InterfaceSpec(
                    null,
                    "subnet-0123456789abcdef0",
                    List.of("sg-0123456789abcdef0"),
                    1,
                    false,
                    true,
                    Map.of("team", "lab")),
                new PingSpec(
                    true,
                    List.of("10.0.0.0/21"),
                    PingSpec.Icmp.EchoRequest,
                    "sg-0123456789abcdef0"),
                new ElasticIpSpec("eipalloc-0123456789abcdef0", null),
                FixedIpSpec.DriftPolicy.Correct,
                FixedIpSpec.DeletionPolicy.Delete,
                false));
    Map<?, ?> written = Serialization.unmarshal(Serialization.asYaml(read), Map.class);
    Map<?, ?> original = Serialization.unmarshal(yaml, Map.class);
    assertThat(written).isEqualTo(original);
  }

  @Test
  void whatTheUserLeftOutIsNotWritten() {
    FixedIpSpec spec =
        new FixedIpSpec(
            "10.0.0.51",
            INSTANCE,
            null,
            null,
            new PingSpec(null, null, null, null),
            null,
            null,
            null,
            null);

    assertThat(Serialization.asJson(spec))
        .isEqualTo(
            """
            {"address":"10.0.0.51","instance":{"id":"i-0123456789abcdef0"},"ping":{}}\
            """);
  }

  @Test
  void aStatusThatSaysNothingIsWrittenAsNothing() {
    assertThat(Serialization.asJson(FixedIpStatus.NONE)).isEqualTo("{}");
    assertThat(Serialization.unmarshal("{}", FixedIpStatus.class)).isEqualTo(FixedIpStatus.NONE);
  }

  @Test
  void whatALaterVersionWroteCanBeRead() {
    String yaml =
        """
        spec:
          address: 10.0.0.51
          weather: fine
          instance: {id: i-0123456789abcdef0, weather: fine}
          interface: {weather: fine}
          ping: {weather: fine}
        status:
          address: 10.0.0.51/24
          weather: fine
          drift: [{field: f, desired: d, observed: o, since: s, weather: fine}]
        """;
    FixedIp read = Serialization.unmarshal(yaml, FixedIp.class);

    assertThat(read.getSpec().instance()).isEqualTo(INSTANCE);
    assertThat(read.getStatus().address()).isEqualTo("10.0.0.51/24");
    assertThat(read.getStatus().drift())
        .containsExactly(new FixedIpStatus.Drift("f", "d", "o", "s"));
  }
}
