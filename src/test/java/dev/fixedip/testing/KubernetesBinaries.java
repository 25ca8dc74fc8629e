package dev.fixedip.testing;

import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of a Kubernetes API on this machine: a folder with {@code kube-apiserver}, {@code
 * etcd} and {@code kubectl}.
 */
record KubernetesBinaries(Path folder) {
  /** The minor version that tests run on. */
  static final String MINOR = "1.36";

  private static final List<String> PROGRAMS = List.of("kube-apiserver", "etcd", "kubectl");
  private static final String ORIGIN = "origin";

  /** The cached ones of the highest patch version. */
  static Optional<KubernetesBinaries> newestIn(CacheFolder cache) {
    Optional<Path> versions = cache.find("k8s");
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(versions.get())) {
      return folders
          .filter(folder -> name(folder).matches(MINOR + "\\.\\d+-" + platform()))
          .map(KubernetesBinaries::new)
          .filter(KubernetesBinaries::isComplete)
          .max(Comparator.comparingInt(KubernetesBinaries::patch));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + versions.get(), e);
    }
  }

  /** The name of a version's folder in the cache. */
  static String cacheName(String version) {
    return "k8s/" + version + "-" + platform();
  }

  private static String platform() {
    OSInfo system = new OSInfo();
    return system.getOSName() + "-" + system.getOSArch();
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  /** Writes into the folder where its programs come from, such as "built from Go modules". */
  static void writeOrigin(Path folder, String origin) throws IOException {
    Files.writeString(folder.resolve(ORIGIN), origin);
  }

  String version() {
    return name(folder).replaceFirst("-.*", "");
  }

  private int patch() {
    return Integer.parseInt(version().substring(MINOR.length() + 1));
  }

  private boolean isComplete() {
    return PROGRAMS.stream().map(folder::resolve).allMatch(Files::isExecutable);
  }

  Path kubectl() {
    return folder.resolve("kubectl");
  }

  /** Starts the API; {@code remark} tells after its origin how these programs were come by. */
  KubernetesApi start(KubernetesSettings settings, String remark) throws UnavailableException {
    LocalControlPlane controlPlane = LocalControlPlane.start(folder, settings.target());
    return new KubernetesApi(
        "kube-apiserver v%s (%s%s)".formatted(version(), origin(), remark),
        controlPlane.kubeconfig(),
        Optional.of(kubectl()),
        controlPlane::close);
  }

  private String origin() {
    try {
      Path file = folder.resolve(ORIGIN);
      return Files.exists(file) ? Files.readString(file).strip() : "found in " + folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }
}
