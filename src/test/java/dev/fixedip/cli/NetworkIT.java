package dev.fixedip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.Main;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.testing.CleanEnvironment;
import dev.fixedip.testing.InspectingProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program behind a company's proxy, which looks into TLS: what of its environment it takes. */
class NetworkIT {
  private static final List<String> PROGRAM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Dlogback.configurationFile=logback.xml", // not the one of the tests
          "-classpath",
          System.getProperty("java.class.path"),
          Main.class.getName());
  private static final String KUBERNETES = "kubernetes.invalid";
  private static final String EC2 = "ec2.us-east-1.amazonaws.com";

  private final Simulator ec2 = Simulator.start(SimulatorOptions.at(InstantSource.system()));
  private final Map<String, String> environment = new HashMap<>();
  @TempDir Path folder;
  private InspectingProxy proxy;
  private String complained = "";

  @BeforeEach
  void open() {
    proxy =
        InspectingProxy.open(
            folder,
            ec2.endpoint(),
            KUBERNETES,
            EC2,
            "ec2-fips.us-east-1.amazonaws.com",
            "ec2.us-east-1.api.aws",
            "ec2-fips.us-east-1.api.aws",
            "sts.us-east-1.amazonaws.com");
    environment.putAll(
        Map.of(
            "HTTPS_PROXY", proxy.url().toString(),
            "HTTP_PROXY", proxy.url().toString(),
            "AWS_CA_BUNDLE", proxy.certificate().toString(),
            "AWS_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "test",
            "AWS_SECRET_ACCESS_KEY", "test",
            "AWS_EC2_METADATA_DISABLED", "true",
            "AWS_CONFIG_FILE", "none",
            "AWS_SHARED_CREDENTIALS_FILE", "none"));
  }

  @AfterEach
  void close() {
    proxy.close();
    ec2.close();
  }

  @Test
  void itReadsEc2ThroughTheProxyAndTrustsItsCertificate() throws Exception {
    assertThat(plan()).as(complained).isEqualTo(2);

    assertThat(proxy.asked()).containsExactly(EC2 + ":443");
    assertThat(ec2.calls().count("DescribeNetworkInterfaces")).isPositive();
  }

  @Test
  void whatTheProxyWantsToKnowIsInItsUrl() throws Exception {
    proxy.wantCredentials();
    environment.put("HTTPS_PROXY", proxy.url().toString().replace("//", "//me:p%40ss@"));

    assertThat(plan()).as(complained).isEqualTo(2);

    String told = Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));
    assertThat(proxy.authorizations()).containsExactly("Basic " + told);
  }

  @Test
  void whoFetchesCredentialsGoesTheSameWay() throws Exception {
    environment.remove("AWS_ACCESS_KEY_ID");
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/fixedip");
    environment.put(
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        Files.writeString(folder.resolve("token"), "a token").toString());

    assertThat(plan()).isEqualTo(1);

    assertThat(proxy.asked()).containsExactly("sts.us-east-1.amazonaws.com:443");
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, ec2-fips.us-east-1.amazonaws.com",
    "false, true, ec2.us-east-1.api.aws",
    "true, true, ec2-fips.us-east-1.api.aws"
  })
  void fipsAndDualStackEndpoints(String fips, String dualStack, String host) throws Exception {
    environment.put("AWS_USE_FIPS_ENDPOINT", fips);
    environment.put("AWS_USE_DUALSTACK_ENDPOINT", dualStack);

    assertThat(plan()).as(complained).isEqualTo(2);

    assertThat(proxy.asked()).containsExactly(host + ":443");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTrusted() throws Exception {
    environment.remove("AWS_CA_BUNDLE");

    assertThat(plan()).isEqualTo(1);

    assertThat(complained).contains("AWS_CA_BUNDLE");
    assertThat(ec2.calls().all()).isEmpty();
  }

  @Test
  void aBundleThatIsNotThereIsNamed() throws Exception {
    environment.put("AWS_CA_BUNDLE", "nowhere/ca.pem");

    assertThat(plan()).isEqualTo(1);

    assertThat(complained.strip().lines())
        .singleElement()
        .asString()
        .contains("AWS_CA_BUNDLE names nowhere/ca.pem, but it cannot be read");
    assertThat(proxy.asked()).isEmpty();
  }

  @Test
  void aProxyThatIsNoUrlIsTold() throws Exception {
    environment.put("HTTPS_PROXY", "http://me:p@ss word@proxy:3128");

    assertThat(plan()).isEqualTo(1);

    assertThat(complained.strip().lines())
        .singleElement()
        .asString()
        .contains("HTTPS_PROXY is no URL of a proxy")
        .doesNotContain("word");
  }

  /** {@code run} has not got past Kubernetes, behind which there is none. */
  @ParameterizedTest
  @CsvSource({"run, https_proxy", "remaining, https_proxy", "run, HTTPS_PROXY"})
  void kubernetesIsReachedThroughTheProxyAsWell(String command, String variable) throws Exception {
    environment.remove("HTTPS_PROXY");
    environment.put(variable, proxy.url().toString());
    environment.put("KUBECONFIG", kubeconfig().toString());

    assertThat(program(command)).as(complained).isEqualTo(1);

    assertThat(proxy.asked()).as(complained).containsExactly(KUBERNETES + ":6443");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "remaining"})
  void whatIsInNoProxyIsNotAskedOfIt(String command) throws Exception {
    environment.put("no_proxy", "10.0.0.0/8, 172.20.0.0/16, .invalid");
    environment.put("KUBECONFIG", kubeconfig().toString());

    assertThat(program(command)).isEqualTo(1);

    assertThat(complained).contains("Kubernetes does not answer at https://" + KUBERNETES);
    assertThat(proxy.asked()).isEmpty();
  }

  private Path kubeconfig() throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig.yaml"),
        """
        apiVersion: v1
        kind: Config
        current-context: it
        contexts: [{name: it, context: {cluster: it, user: it}}]
        users: [{name: it, user: {token: it}}]
        clusters: [{name: it, cluster: {server: "https://%s:6443", certificate-authority: "%s"}}]
        """
            .formatted(KUBERNETES, proxy.certificate()));
  }

  private int plan() throws IOException, InterruptedException {
    return program("plan", "-f", "examples/fixedip.yaml");
  }

  private int program(String... arguments) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(PROGRAM.stream(), Arrays.stream(arguments)).toList())
            .redirectOutput(folder.resolve("output").toFile())
            .redirectError(errors.toFile());
    CleanEnvironment.of(builder.environment()).putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    complained = Files.readString(errors);
    return process.exitValue();
  }
}
