package dev.fixedip.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kubernetes' programs built once from Go modules: the module's tools in src/test/go. */
record GoBuiltBinaries(KubernetesSettings settings) implements KubernetesProvider {
  private static final Path MODULE = Path.of("src", "test", "go", "kubernetes");
  private static final String VERSION = KubernetesBinaries.MINOR + ".1";
  private static final String STAMP = " -X k8s.io/component-base/version.";
  private static final String LINKER_FLAGS =
      "-s -w"
          + (STAMP + "gitVersion=v" + VERSION)
          + (STAMP + "gitMajor=1")
          + (STAMP + "gitMinor=36");

  @Override
  public String name() {
    return "go";
  }

  @Override
  public Set<String> askedFor() {
    return Set.of("auto", "go");
  }

  @Override
  public String remedy() {
    return "install Go 1.26 or later and give it access to a Go module proxy";
  }

  @Override
  public KubernetesApi start() throws UnavailableException {
    Path go = Programs.require("go");
    if (!Files.exists(MODULE.resolve("go.mod"))) {
      throw new UnavailableException(
          "there is no " + MODULE + "/go.mod here: run in the project's folder");
    }
    Path folder =
        settings.cache().install(KubernetesBinaries.cacheName(VERSION), part -> build(go, part));
    return new KubernetesBinaries(folder).start(settings, "");
  }

  private static void build(Path go, Path part) throws IOException, UnavailableException {
    Path log = part.resolve("build.log");
    Patience.say(
        "no Kubernetes on this machine: it is built once; this takes five minutes or more");
    try (ChildProcess build =
        ChildProcess.start(
            log,
            Map.of("CGO_ENABLED", "0", "GOWORK", "off"),
            List.of(
                go.toString(),
                "-C",
                MODULE.toAbsolutePath().toString(),
                "build",
                "-v",
                "-mod=readonly",
                "-trimpath",
                "-ldflags",
                LINKER_FLAGS,
                "-o",
                part.toAbsolutePath() + "/",
                "tool"))) {
      Patience.untilDone(
          "building kube-apiserver, etcd and kubectl " + VERSION + " from Go modules", build);
    }
    Files.move(part.resolve("server"), part.resolve("etcd"));
    KubernetesBinaries.writeOrigin(part, "built from Go modules");
  }
}
