package dev.fixedip.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CleanEnvironmentTest {

  @Test
  void whatTheMachineTellsTheProgramIsNotPassedOn() {
    Map<String, String> environment =
        List.of(
                "AWS_PROFILE",
                "FIXEDIP_LOG_LEVEL",
                "KUBECONFIG",
                "https_proxy",
                "HTTP_PROXY",
                "no_proxy",
                "ALL_PROXY",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "_JAVA_OPTIONS",
                "PATH",
                "HOME")
            .stream()
            .collect(Collectors.toMap(Function.identity(), it -> "set", (a, _) -> a, TreeMap::new));

    assertThat(CleanEnvironment.of(environment)).containsOnlyKeys("HOME", "PATH");
  }
}
