package dev.fixedip.testing;

import static org.awaitility.Awaitility.await;

import dev.fixedip.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator in a process of its own, as a user runs it. */
public final class OperatorProcess implements AutoCloseable {
  private static final Pattern HTTP = Pattern.compile("are at (http://localhost:\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JAVA_OPTION = "java-options=";

  /** Half the CPU time until it is ready: many tests start an operator on few cores. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Path log;

  private OperatorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it against a Kubernetes API and an EC2 endpoint; returns at once.
   *
   * @param kubeconfig its text
   * @param options those of {@code run}, beside a free HTTP port
   */
  public static OperatorProcess start(String kubeconfig, URI ec2, String... options) {
    return start(kubeconfig, ec2, Map.of(), options);
  }

  /**
   * Starts it so, with these environment variables too.
   *
   * @param kubeconfig its text
   * @param options those of {@code run}, beside a free HTTP port
   */
  public static OperatorProcess start(
      String kubeconfig, URI ec2, Map<String, String> environment, String... options) {
    try {
      Path file = Files.createTempFile(folder(), "kubeconfig-", ".yaml");
      return start(
          java("-jar", jar().toString()),
          Files.writeString(file, kubeconfig),
          ec2,
          environment,
          options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts it from the classes of this JVM, where nothing is packaged; returns at once.
   *
   * @param options those of {@code run}, beside a free HTTP port
   */
  public static OperatorProcess startUnpackaged(Path kubeconfig, URI ec2, String... options) {
    try {
      return start(
          java("-classpath", System.getProperty("java.class.path"), Main.class.getName()),
          kubeconfig,
          ec2,
          Map.of(),
          options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the program with its own Java that {@code mvn package} leaves; returns at once.
   *
   * @param options those of {@code run}, beside a free HTTP port
   */
  public static OperatorProcess startPackaged(
      KubernetesApi kubernetes, URI ec2, String... options) {
    try {
      Path kubeconfig =
          kubernetes.writeKubeconfig(Files.createTempFile(folder(), "kubeconfig-", ".yaml"));
      return start(List.of(packagedProgram().toString()), kubeconfig, ec2, Map.of(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the same by the JDK, with the flags of the packaged program, and has Java Flight
   * Recorder write what it does to a file when it ends; returns at once.
   *
   * @param options those of {@code run}, beside a free HTTP port
   */
  public static OperatorProcess startRecorded(
      KubernetesApi kubernetes, URI ec2, Path recording, String... options) {
    try {
      Path kubeconfig =
          kubernetes.writeKubeconfig(Files.createTempFile(folder(), "kubeconfig-", ".yaml"));
      List<String> program = new ArrayList<>();
      program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      program.addAll(packagedFlags());
      program.add(
          "-XX:StartFlightRecording:settings=profile,filename=" + recording.toAbsolutePath());
      program.addAll(List.of("-Dlogback.configurationFile=logback.xml", "-jar", jar().toString()));
      return start(program, kubeconfig, ec2, Map.of(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the launcher tells Java, but for the AOT cache: that is for the program's own Java. */
  private static List<String> packagedFlags() throws IOException {
    return Files.readAllLines(packaged(Path.of("target", "fixedip", "lib", "app", "fixedip.cfg")))
        .stream()
        .filter(it -> it.startsWith(JAVA_OPTION) && !it.contains("AOTCache="))
        .map(it -> it.substring(JAVA_OPTION.length()))
        .toList();
  }

  private static List<String> java(String... program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    command.add("-Dlogback.configurationFile=logback.xml"); // not the one of the tests
    command.addAll(List.of(program));
    return command;
  }

  private static OperatorProcess start(
      List<String> program, Path kubeconfig, URI ec2, Map<String, String> more, String... options)
      throws IOException {
    Path log = Files.createTempFile(folder(), "operator-", ".log");
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("run", "--http-port=0"));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
    var environment = CleanEnvironment.of(builder.environment());
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("AWS_ENDPOINT_URL_EC2", ec2.toString());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.putAll(more);
    return new OperatorProcess(builder.start(), log);
  }

  /** {@code run} with these options, in a clean environment; not started. */
  public static ProcessBuilder command(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(options));
    return program(arguments);
  }

  /** The program with these arguments, in a clean environment; not started. */
  public static ProcessBuilder program(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    CleanEnvironment.of(builder.environment());
    return builder;
  }

  private static Path folder() throws IOException {
    return Files.createDirectories(Path.of("target", "operator"));
  }

  private static Path jar() {
    return packaged(Path.of(System.getProperty("fixedip.jar", "target/fixedip-operator.jar")));
  }

  /** The program with its own Java that {@code mvn package} leaves. */
  public static Path packagedProgram() {
    return packaged(Path.of("target", "fixedip", "bin", "fixedip"));
  }

  private static Path packaged(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: run 'mvn package' first");
    }
    return file.toAbsolutePath();
  }

  /** Waits until it says that it is ready. */
  public OperatorProcess awaitReady() {
    await("the operator to be ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("The operator ended:\n" + log());
          }
        })
        .until(() -> status("/readyz") == 200);
    return this;
  }

  /** What it wrote so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it answers at {@code /metrics}. */
  public String metrics() {
    return get("/metrics").body();
  }

  /** The HTTP status that it answers there; 0 before the port is open. */
  public int status(String path) {
    return HTTP.matcher(log()).find() ? get(path).statusCode() : 0;
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Ends it on the spot, as a crash does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(20));
  }

  /** Asks it to end, as Kubernetes does (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  /** Sends it a signal by name, such as STOP or CONT. */
  public void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name + " did not succeed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end; answers its exit status. */
  public int awaitEnd(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("The operator goes on after " + patience + ":\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroyForcibly();
      awaitEnd(Duration.ofSeconds(20));
    }
  }

  private HttpResponse<String> get(String path) {
    Matcher port = HTTP.matcher(log());
    if (!port.find()) {
      throw new IllegalStateException("The HTTP port is not open yet:\n" + log());
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(port.group(1) + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
