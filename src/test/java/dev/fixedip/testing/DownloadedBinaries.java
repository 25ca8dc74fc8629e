package dev.fixedip.testing;

import io.fabric8.kubeapitest.binary.BinaryDownloader;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Kubernetes' programs as its own project publishes them for tests, downloaded once. */
record DownloadedBinaries(KubernetesSettings settings) implements KubernetesProvider {
  private static final Duration INDEX_LIMIT = Duration.ofSeconds(5);
  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "download";
  }

  @Override
  public Set<String> askedFor() {
    return Set.of("auto", "download");
  }

  @Override
  public String remedy() {
    return "give this machine access to the internet";
  }

  @Override
  public KubernetesApi start() throws UnavailableException {
    String wanted = KubernetesBinaries.MINOR + ".*";
    String version =
        Patience.within(
            INDEX_LIMIT,
            "asking which Kubernetes versions can be downloaded",
            () -> downloader(settings.cache().root()).findLatestOfWildcard(wanted));
    Path folder =
        settings
            .cache()
            .install(KubernetesBinaries.cacheName(version), part -> download(version, part));
    return new KubernetesBinaries(folder).start(settings, "");
  }

  private static void download(String version, Path part) throws IOException, UnavailableException {
    String what = "downloading kube-apiserver, etcd and kubectl " + version;
    Patience.say(what);
    Path downloaded =
        Patience.within(DOWNLOAD_LIMIT, what, () -> downloader(part).download(version).toPath());
    try (Stream<Path> programs = Files.list(downloaded)) {
      for (Path program : List.copyOf(programs.toList())) {
        Files.move(program, part.resolve(program.getFileName()));
      }
    }
    KubernetesBinaries.writeOrigin(part, "downloaded");
  }

  private static BinaryDownloader downloader(Path folder) {
    return new BinaryDownloader(folder.toString(), new OSInfo());
  }
}
