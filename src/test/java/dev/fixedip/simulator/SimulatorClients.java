package dev.fixedip.simulator;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;

/** SDK clients of an endpoint on loopback, each call made once. */
public final class SimulatorClients {
  private SimulatorClients() {}

  /** A client without retries. */
  public static Ec2Client ec2(URI endpoint) {
    return builder(endpoint)
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  /** For a client of one's own. */
  public static Ec2ClientBuilder builder(URI endpoint) {
    return Ec2Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .httpClientBuilder(Apache5HttpClient.builder());
  }

  /** Credentials that the simulator does not look at. */
  public static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("simulated", "simulated"));
  }
}
