package dev.fixedip.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/**
 * Gives test methods and constructors a {@link KubernetesApi} that the tests with {@link
 * SharedKubernetesApi} do not use: for those that install and remove definitions, or look after all
 * namespaces. It is never a cluster that the user names, which these would harm.
 */
public final class FreshKubernetesApi extends TypeBasedParameterResolver<KubernetesApi> {
  @Override
  public KubernetesApi resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return OncePerRun.get(
            context, Fresh.class, () -> new Fresh(KubernetesApi.startOwn()), it -> it.api().close())
        .api();
  }

  private record Fresh(KubernetesApi api) {}
}
