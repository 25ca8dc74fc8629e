package dev.fixedip.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/**
 * Gives test methods and constructors a {@link KubernetesApi} that the tests with {@link
 * SharedKubernetesApi} do not use: for those that install and remove the definitions, or look after
 * all namespaces. Each leaves it as it found it. Where the user names a cluster, it is that one.
 */
public final class FreshKubernetesApi extends TypeBasedParameterResolver<KubernetesApi> {
  @Override
  public KubernetesApi resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return OncePerRun.get(
            context, Fresh.class, () -> new Fresh(KubernetesApi.start()), it -> it.api().close())
        .api();
  }

  private record Fresh(KubernetesApi api) {}
}
