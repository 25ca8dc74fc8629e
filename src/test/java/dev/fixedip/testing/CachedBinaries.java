package dev.fixedip.testing;

import java.util.Set;

/** Kubernetes' programs as an earlier build left them in the cache folder. */
record CachedBinaries(KubernetesSettings settings) implements KubernetesProvider {
  @Override
  public String name() {
    return "cache";
  }

  @Override
  public Set<String> askedFor() {
    return Set.of("auto", "download", "go");
  }

  @Override
  public String remedy() {
    return "nothing to do: the next two fill the cache";
  }

  @Override
  public KubernetesApi start() throws UnavailableException {
    return KubernetesBinaries.newestIn(settings.cache())
        .orElseThrow(() ->
            new UnavailableException(
                "no kube-apiserver, etcd and kubectl of %s in %s"
                    .formatted(KubernetesBinaries.MINOR, settings.cache().root())))
        .start(settings, ", cached");
  }
}
