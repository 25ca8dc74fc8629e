package dev.fixedip.ec2;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;

/**
 * The two EC2 clients: one that reads, with retries, and one that writes, with a single attempt
 * that ends before a lease can pass to somebody else.
 */
public final class Ec2Clients implements AutoCloseable {

  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration READ_ATTEMPT_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(3);

  /** As many calls can be under way at once. */
  static final int CONNECTIONS = 64;

  private final SdkHttpClient http =
      AwsHttp.builder(System.getenv())
          .maxConnections(CONNECTIONS)
          .socketTimeout(READ_ATTEMPT_TIMEOUT)
          .build();
  private final Ec2Client reading;
  private final Ec2Client writing;

  /** Builds both; nobody measures their calls. */
  public Ec2Clients(Ec2Settings settings, BooleanSupplier leading) {
    this(settings, leading, new CompositeMeterRegistry());
  }

  /**
   * Builds both.
   *
   * @param leading whether the lease was renewed within its deadline; asked right before a mutating
   *     request is sent
   * @param meters where their calls are measured
   */
  public Ec2Clients(Ec2Settings settings, BooleanSupplier leading, MeterRegistry meters) {
    CallMeter meter = new CallMeter(meters);
    reading =
        builder(settings)
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(RetryMode.STANDARD)
                    .apiCallAttemptTimeout(READ_ATTEMPT_TIMEOUT)
                    .apiCallTimeout(READ_TIMEOUT)
                    .addExecutionInterceptor(meter)
                    .addExecutionInterceptor(new Excerpts())
                    .build())
            .build();
    writing =
        builder(settings)
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .apiCallTimeout(WRITE_TIMEOUT)
                    .addExecutionInterceptor(meter)
                    .addExecutionInterceptor(new LeaseCheck(leading))
                    .build())
            .build();
  }

  /** For Describe calls. */
  public Ec2Client reading() {
    return reading;
  }

  /** For mutating calls. */
  public Ec2Client writing() {
    return writing;
  }

  /** Which EC2 is called, for people: its region, and its endpoint where that is not AWS's own. */
  public String where() {
    var settings = reading.serviceClientConfiguration();
    return "EC2 %s%s"
        .formatted(
            settings.region(), settings.endpointOverride().map(it -> " at " + it).orElse(""));
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
    http.close();
  }

  private Ec2ClientBuilder builder(Ec2Settings settings) {
    Ec2ClientBuilder builder = Ec2Client.builder().httpClient(http);
    settings
        .endpoint()
        .ifPresent(endpoint ->
            builder
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("simulated", "simulated"))));
    return builder;
  }

  private record LeaseCheck(BooleanSupplier leading) implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      if (!leading.getAsBoolean()) {
        throw new NotLeadingException();
      }
    }
  }
}
