package dev.fixedip.packaging;

import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;

import dev.fixedip.testing.KubernetesApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the program as a container does, without one: from a folder that cannot be written to, as
 * the image's user where root may become it, with nothing in the environment but what a pod has,
 * and with no folder for temporary files: its home and TMPDIR cannot be written to either.
 */
final class Pod implements AutoCloseable {
  /** The image's user and group. */
  static final int USER = 65532;

  private static final Pattern HTTP = Pattern.compile("are at (http://localhost:\\d+)");
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  /** Where anybody may write on a usual machine. */
  private static final List<Path> FOR_ANYBODY =
      List.of(Path.of("/tmp"), Path.of("/var/tmp"), Path.of("/dev/shm"));

  private final Process process;
  private final Path output;
  private final Path errors;
  private final Traces own;
  private final Traces common;

  private Pod(Process process, Path output, Path errors, Traces own, Traces common) {
    this.process = process;
    this.output = output;
    this.errors = errors;
    this.own = own;
    this.common = common;
  }

  /** Starts the program of a folder, from a copy, with EC2 simulated. */
  static Pod of(Path program, Path folder, KubernetesApi kubernetes) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path copy = readOnly(program, folder.resolve("fixedip"));
    String namespace = kubernetes.createNamespace("pod");
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubernetes.kubeconfig());
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    List<String> command = new ArrayList<>();
    if (becomesNobody()) {
      command.addAll(
          List.of(
              SETPRIV.toString(),
              "--reuid=" + USER,
              "--regid=" + USER,
              "--clear-groups",
              "--no-new-privs"));
    }
    command.addAll(List.of(copy.resolve("bin/fixedip").toString(), "run"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(copy.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("HOME", copy.toString(), "TMPDIR", copy.toString()));
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOSTNAME", "fixedip-5d8f7c9b6-x2x4z",
                "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                "KUBERNETES_SERVICE_PORT", "443",
                "KUBECONFIG", kubeconfig.toString(),
                "FIXEDIP_SIMULATE", "true",
                "FIXEDIP_HTTP_PORT", "0",
                "FIXEDIP_CLUSTER_ID", namespace,
                "FIXEDIP_LEASE_NAMESPACE", namespace,
                // With this mode the JVM refuses to start rather than do without its cache.
                "JAVA_TOOL_OPTIONS", "-XX:AOTMode=on -Djava.io.tmpdir=/nowhere"));
    Traces own = Traces.in(Integer.MAX_VALUE, List.of(copy));
    Traces common = Traces.in(3, FOR_ANYBODY.stream().filter(Files::isDirectory).toList());
    return new Pod(builder.start(), output, errors, own, common);
  }

  private static boolean becomesNobody() {
    return "root".equals(System.getProperty("user.name")) && Files.isExecutable(SETPRIV);
  }

  private static Path readOnly(Path program, Path copy) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(program)) {
      all = walk.toList();
    }
    for (Path it : all) {
      Files.copy(it, copy.resolve(program.relativize(it)), StandardCopyOption.COPY_ATTRIBUTES);
    }
    for (Path it : all.reversed()) {
      Path to = copy.resolve(program.relativize(it));
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(to);
      permissions.removeIf(one -> one.name().endsWith("_WRITE"));
      Files.setPosixFilePermissions(to, permissions);
    }
    return copy;
  }

  /** Waits until it is ready, as its probe would find it. */
  void awaitReady() {
    await("the program to be ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("It ended: " + log() + Files.readString(errors));
          }
        })
        .until(() -> status("/readyz") == 200);
  }

  private int status(String path) throws IOException, InterruptedException {
    Matcher http = HTTP.matcher(log());
    if (!http.find()) {
      return 0;
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(http.group(1) + path)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  /** What it wrote to its standard output. */
  String log() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it wrote beside its log: in its own folders, and where anybody may write. */
  Set<Path> written() {
    return Stream.concat(own.since(it -> true).stream(), common.since(this::isItsOwn).stream())
        .collect(toSet());
  }

  /** Others write there at the same time: its own are its user's, or carry its number. */
  private boolean isItsOwn(Path file) {
    try {
      return becomesNobody()
          ? Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(USER)
          : file.toString().contains(String.valueOf(process.pid()));
    } catch (NoSuchFileException e) {
      return false; // of somebody who took it away again
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, as Kubernetes does; answers its exit status. */
  int stop(Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("It goes on after " + patience + ": " + log());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
