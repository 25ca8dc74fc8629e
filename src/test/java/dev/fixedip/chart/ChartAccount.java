package dev.fixedip.chart;

import dev.fixedip.testing.KubernetesApi;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * The service account that the chart makes, with the rights that it gives and no others: for an
 * operator that looks after one namespace, which is the release's own.
 */
public final class ChartAccount implements AutoCloseable {
  private static final String PLACEHOLDER = "namespace-of-the-stage";

  private final KubernetesApi kubernetes;
  private final String namespace;
  private final List<HasMetadata> objects;

  private ChartAccount(KubernetesApi kubernetes, String namespace, List<HasMetadata> objects) {
    this.kubernetes = kubernetes;
    this.namespace = namespace;
    this.objects = objects;
  }

  /** Makes it in a namespace that has none yet. */
  public static ChartAccount in(String namespace, KubernetesApi kubernetes) {
    List<HasMetadata> objects =
        Rendered.OBJECTS.stream()
            .map(it -> Chart.documents(it.replace(PLACEHOLDER, namespace)).getFirst())
            .map(Chart::resource)
            .toList();
    objects.forEach(it -> kubernetes.client().resource(it).create());
    return new ChartAccount(kubernetes, namespace, objects);
  }

  /** A kubeconfig whose user it is. */
  public String kubeconfig() {
    return kubernetes.kubeconfig(kubernetes.token(namespace, namespace));
  }

  /** Takes back what is of the whole cluster. */
  @Override
  public void close() {
    objects.stream()
        .filter(it -> it.getMetadata().getNamespace() == null)
        .forEach(it -> kubernetes.client().resource(it).delete());
  }

  /** As text, rendered once for all namespaces. */
  private static final class Rendered {
    static final List<String> OBJECTS =
        Chart.render(
                PLACEHOLDER,
                PLACEHOLDER,
                """
                fullnameOverride: NAMESPACE
                watchNamespaces: [NAMESPACE]
                clusterId: NAMESPACE
                leaseName: fixedip
                rbac: {aggregate: false}
                uninstall: {refuseWhileFixedIpsExist: false}
                """
                    .replace("NAMESPACE", PLACEHOLDER))
            .stream()
            .filter(Chart::isOfRights)
            .map(Chart::yaml)
            .toList();
  }
}
