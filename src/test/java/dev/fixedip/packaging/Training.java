package dev.fixedip.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorClients;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.Steering;
import dev.fixedip.simulator.world.Images;
import dev.fixedip.simulator.world.Worlds;
import dev.fixedip.testing.CleanEnvironment;
import dev.fixedip.testing.OwnCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/**
 * Trains the packaged program: it runs once, gives instances of the simulated EC2 their addresses
 * and takes them back again, and leaves its AOT cache beside its jars, from which every later run
 * starts: with its classes loaded, and knowing which of its code is used most.
 */
public final class Training {
  private static final String CACHE = "fixedip.aot";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FIXED_IPS = "/apis/fixedip.dev/v1alpha1/namespaces/lab/fixedips/";

  /** Enough for the code that every FixedIp runs through to stand out. */
  private static final int INSTANCES = Integer.getInteger("training.instances", 100);

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
    OwnCertificate certificate = OwnCertificate.make(work, List.of("ip:127.0.0.1"));
    try (StandInKubernetes kubernetes = StandInKubernetes.open(certificate);
        Simulator simulator = Simulator.start(SimulatorOptions.at(InstantSource.system()))) {
      kubernetes.put("/api/v1/namespaces/kube-system", NAMESPACE_YAML);
      Process process = start(kubernetes, certificate, simulator.endpoint());
      try {
        exercise(kubernetes, simulator.endpoint(), process);
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new IllegalStateException("The training run does not end: see " + log());
        }
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Has many FixedIps come and go. */
  private void exercise(StandInKubernetes kubernetes, URI endpoint, Process process)
      throws Exception {
    List<Instance> instances = instances(endpoint);
    Iterator<String> free = free(instances).iterator();
    for (int number = 0; number < instances.size(); number++) {
      kubernetes.put(
          path(number), fixedIp(number, free.next(), instances.get(number).instanceId()));
    }
    await(
        kubernetes,
        process,
        "all FixedIps Ready",
        objects ->
            objects.values().stream()
                    .filter(it -> it.path("status").toString().contains("\"Attached\""))
                    .count()
                == instances.size());
    for (int number = 0; number < instances.size(); number++) {
      kubernetes.delete(path(number));
    }
    await(
        kubernetes,
        process,
        "all FixedIps gone",
        objects -> objects.keySet().stream().noneMatch(it -> it.startsWith(FIXED_IPS)));
  }

  private void await(
      StandInKubernetes kubernetes,
      Process process,
      String what,
      Predicate<Map<String, ? extends JsonNode>> met)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    if (!kubernetes.await(met, () -> process.isAlive() && System.nanoTime() < deadline)) {
      throw new IllegalStateException(
          "The training run did not come to have %s: see %s".formatted(what, log()));
    }
  }

  /** Launches instances in the simulated EC2, which answers as fast as it can from then on. */
  private static List<Instance> instances(URI endpoint) {
    try (Steering steering = new Steering(endpoint);
        Ec2Client ec2 = SimulatorClients.ec2(endpoint)) {
      steering.ask("PUT", "rates", "{\"factor\": 0}");
      ec2.createSubnet(
          it -> it.vpcId(Worlds.VPC).cidrBlock("10.0.4.0/22").availabilityZone("us-east-1a"));
      return ec2
          .runInstances(it ->
              it.imageId(Images.LINUX)
                  .instanceType(InstanceType.T3_MICRO)
                  .minCount(INSTANCES)
                  .maxCount(INSTANCES)
                  .subnetId(Worlds.SUBNET)
                  .securityGroupIds(Worlds.GROUP))
          .instances()
          .stream()
          .toList();
    }
  }

  private static Stream<String> free(List<Instance> instances) {
    Set<String> taken =
        instances.stream().map(Instance::privateIpAddress).collect(Collectors.toSet());
    taken.addAll(Set.of(Worlds.LINUX_ADDRESS, Worlds.WINDOWS_ADDRESS));
    return IntStream.range(4, 255)
        .mapToObj("10.0.0.%d"::formatted)
        .filter(it -> !taken.contains(it));
  }

  private Process start(StandInKubernetes kubernetes, OwnCertificate certificate, URI endpoint)
      throws IOException {
    Path kubeconfig = work.resolve("kubeconfig.yaml");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: training, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: training, user: {token: training}}]
        contexts: [{name: training, context: {cluster: training, user: training, namespace: fixedip}}]
        current-context: training
        """
            .formatted(kubernetes.url(), certificate.pem().toAbsolutePath()));
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    program.resolve("bin/fixedip").toString(),
                    "run",
                    "--ec2-rate=1000",
                    "--http-port=0"))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    CleanEnvironment.of(builder.environment())
        .putAll(
            Map.of(
                "KUBECONFIG", kubeconfig.toString(),
                "AWS_ENDPOINT_URL_EC2", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "training",
                "AWS_SECRET_ACCESS_KEY", "training",
                "AWS_EC2_METADATA_DISABLED", "true",
                "FIXEDIP_LOG_FORMAT", "json"));
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

  private static String path(int number) {
    return FIXED_IPS + "training-" + number;
  }

  private static String fixedIp(int number, String address, String instanceId) {
    return """
    apiVersion: fixedip.dev/v1alpha1
    kind: FixedIp
    metadata:
      name: training-%1$d
      namespace: lab
      uid: 00000000-0000-4000-8000-%1$012d
      generation: 1
      creationTimestamp: "2026-01-01T00:00:00Z"
    spec:
      address: %2$s
      instance: {id: %3$s}
    status: {observedGeneration: -1}
    """
        .formatted(number, address, instanceId);
  }
}
