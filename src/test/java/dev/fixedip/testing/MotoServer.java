package dev.fixedip.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Moto, an EC2 that others wrote, on the loopback address: from PyPI where there is a python3, else
 * as a container. It is laxer than EC2: it knows no conflicts, limits or paging.
 */
public final class MotoServer implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final String IMAGE = "motoserver/moto:" + MotoInstallation.VERSION;

  private final URI endpoint;
  private final Runnable stop;
  private final HttpClient http = HttpClient.newHttpClient();

  private MotoServer(URI endpoint, Runnable stop) {
    this.endpoint = endpoint;
    this.stop = stop;
  }

  /**
   * Starts a server with an empty EC2; installs moto first where that was not done before.
   *
   * @throws IllegalStateException when neither Python nor Docker can run it; the message says why
   *     and what to do
   */
  public static MotoServer start() {
    String withPython;
    try {
      return startWithPython(MotoInstallation.in(CacheFolder.ofUser()));
    } catch (UnavailableException e) {
      withPython = e.reason();
    }
    try {
      return startInDocker();
    } catch (UnavailableException e) {
      throw new IllegalStateException(
          """
          No moto to run on. Tried:
            python: %s.
                → install Python 3.9 or later with venv (Debian: apt install python3-venv) \
          and give it access to a package index.
            docker: %s.
                → start Docker, or set DOCKER_HOST to one that may pull %s.\
          """
              .formatted(withPython, e.reason(), IMAGE),
          e);
    }
  }

  private static MotoServer startWithPython(MotoInstallation moto) throws UnavailableException {
    int port = ChildProcess.freePort();
    ChildProcess process =
        ChildProcess.start(
            newLog(),
            Map.of(),
            List.of(
                moto.python().toString(),
                "-m",
                "moto.server",
                "-H",
                "127.0.0.1",
                "-p",
                String.valueOf(port)));
    MotoServer server = new MotoServer(URI.create("http://127.0.0.1:" + port), process::close);
    try {
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(READY_LIMIT)
          .until(() -> !process.isAlive() || server.answers());
    } catch (ConditionTimeoutException e) {
      server.close();
      throw new UnavailableException("moto does not answer: " + process.lastLines(2), e);
    }
    if (!process.isAlive()) {
      throw new UnavailableException("moto ended: " + process.lastLines(2));
    }
    return server;
  }

  private static Path newLog() {
    try {
      return Files.createTempFile(
          Files.createDirectories(Path.of("target", "moto").toAbsolutePath()), "server-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into target", e);
    }
  }

  @SuppressWarnings("resource")
  private static MotoServer startInDocker() throws UnavailableException {
    Docker.requireReachable();
    Patience.say("starting " + IMAGE + " in Docker");
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(IMAGE)).withExposedPorts(5000);
    try {
      container.start();
    } catch (RuntimeException e) {
      container.close();
      throw new UnavailableException(
          IMAGE + " does not start: " + UnavailableException.innermost(e), e);
    }
    return new MotoServer(
        URI.create("http://" + container.getHost() + ":" + container.getMappedPort(5000)),
        container::close);
  }

  private boolean answers() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(endpoint.resolve("/moto-api/data.json"))) == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(
            request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Where it listens, for the AWS SDK's endpoint override. */
  public URI endpoint() {
    return endpoint;
  }

  /** The region that its clients use here. */
  public Region region() {
    return Region.US_EAST_1;
  }

  /** A new EC2 client of it, which the caller closes. Moto is slow: calls may take a minute. */
  public Ec2Client ec2() {
    return Ec2Client.builder()
        .endpointOverride(endpoint)
        .region(region())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(Duration.ofMinutes(1)))
        .build();
  }

  /** Forgets all that was made: EC2 is as after the start. */
  public void reset() {
    try {
      int status =
          send(
              HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
                  .POST(HttpRequest.BodyPublishers.noBody()));
      if (status != 200) {
        throw new IllegalStateException("moto answers " + status + " to a reset");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("moto does not answer to a reset", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while resetting moto", e);
    }
  }

  @Override
  public void close() {
    http.close();
    stop.run();
  }
}
