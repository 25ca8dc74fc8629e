package dev.fixedip.packaging;

import dev.fixedip.testing.CleanEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Trains the packaged program: it runs once, makes one FixedIp Ready in the simulated EC2, and
 * leaves its AOT cache beside its jars, from which every later run starts.
 */
public final class Training {
  private static final String CACHE = "fixedip.aot";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FIXED_IP =
      "/apis/fixedip.dev/v1alpha1/namespaces/lab/fixedips/windows";

  private final Path program;
  private final Path work;

  private Training(Path program, Path work) {
    this.program = program;
    this.work = work;
  }

  /**
   * Trains a program.
   *
   * @param args the folder of the program, and one for what is written on the way
   */
  public static void main(String[] args) throws Exception {
    Path work = Files.createDirectories(Path.of(args[1]));
    new Training(Path.of(args[0]), work).train();
  }

  private void train() throws Exception {
    Path cache = program.resolve("lib/app").resolve(CACHE);
    Files.deleteIfExists(cache);
    Path settings = program.resolve("lib/app/fixedip.cfg");
    String plain = Files.readString(settings);
    Files.writeString(settings, plain + "java-options=-XX:AOTCacheOutput=$APPDIR/" + CACHE + "\n");
    try {
      run();
    } finally {
      Files.writeString(settings, plain);
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException(
          "The training run left no AOT cache: see " + log() + " for what it said");
    }
    Files.writeString(settings, plain + "java-options=-XX:AOTCache=$APPDIR/" + CACHE + "\n");
    System.out.printf("AOT cache: %,d KiB%n", Files.size(cache) / 1024);
  }

  private void run() throws Exception {
    try (StandInKubernetes kubernetes = StandInKubernetes.open()) {
      kubernetes.put("/api/v1/namespaces/kube-system", NAMESPACE_YAML);
      kubernetes.put(FIXED_IP, FIXED_IP_YAML);
      Process process = start(kubernetes);
      try {
        awaitReady(kubernetes, process);
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new IllegalStateException("The training run does not end: see " + log());
        }
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private void awaitReady(StandInKubernetes kubernetes, Process process) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean isReady =
        kubernetes.await(
            FIXED_IP,
            it -> it.toString().contains("\"Attached\""),
            () -> process.isAlive() && System.nanoTime() < deadline);
    if (!isReady) {
      throw new IllegalStateException(
          "The training run came to no FixedIp that is Ready: see " + log());
    }
  }

  private Process start(StandInKubernetes kubernetes) throws IOException {
    Path kubeconfig = work.resolve("kubeconfig.yaml");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: training, cluster: {server: "%s"}}]
        users: [{name: training, user: {token: training}}]
        contexts: [{name: training, context: {cluster: training, user: training, namespace: fixedip}}]
        current-context: training
        """
            .formatted(kubernetes.url()));
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    program.resolve("bin/fixedip").toString(),
                    "run",
                    "--simulate",
                    "--http-port=0"))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    CleanEnvironment.of(builder.environment())
        .putAll(Map.of("KUBECONFIG", kubeconfig.toString(), "FIXEDIP_LOG_FORMAT", "json"));
    return builder.start();
  }

  private Path log() {
    return work.resolve("training.log");
  }

  private static final String NAMESPACE_YAML =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: kube-system, uid: training}
      """;

  private static final String FIXED_IP_YAML =
      """
      apiVersion: fixedip.dev/v1alpha1
      kind: FixedIp
      metadata:
        name: windows
        namespace: lab
        uid: 00000000-0000-4000-8000-000000000051
        generation: 1
        creationTimestamp: "2026-01-01T00:00:00Z"
      spec:
        address: 10.0.0.51
        instance: {id: i-00000000000000133}
      status: {observedGeneration: -1}
      """;
}
