package dev.fixedip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/**
 * Gives test methods and constructors a {@link KubernetesApi} parameter: one API for all tests of a
 * run. Tests keep out of each other's way by a namespace of their own. The build's last lines say
 * which API it was, from {@code target/kubernetes-api.txt}.
 */
public final class SharedKubernetesApi extends TypeBasedParameterResolver<KubernetesApi> {
  @Override
  public KubernetesApi resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return OncePerRun.get(
        context, KubernetesApi.class, SharedKubernetesApi::start, KubernetesApi::close);
  }

  private static KubernetesApi start() {
    KubernetesApi api = KubernetesApi.start();
    try {
      Files.createDirectories(Path.of("target"));
      Files.writeString(Path.of("target", "kubernetes-api.txt"), api.provider());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into target", e);
    }
    return api;
  }
}
