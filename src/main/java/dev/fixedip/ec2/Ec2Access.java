package dev.fixedip.ec2;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Whether the AWS SDK's usual settings say where EC2 is and as whom to call it. */
public final class Ec2Access {
  private Ec2Access() {}

  /**
   * What is missing and what to do, in one line; empty if nothing is. Calls nothing in EC2. To be
   * asked before {@link Ec2Clients} are made: what fetches credentials takes the settings of the
   * network from here on.
   */
  public static Optional<String> problem(Ec2Settings settings) {
    Optional<String> network = AwsHttp.install();
    return network.isPresent() || settings.endpoint().isPresent()
        ? network
        : region().or(Ec2Access::credentials);
  }

  private static Optional<String> region() {
    try {
      DefaultAwsRegionProviderChain.builder().build().getRegion();
      return Optional.empty();
    } catch (SdkClientException e) {
      return Optional.of(
          "No AWS region is set: set AWS_REGION, such as AWS_REGION=eu-central-1, or try it without"
              + " an AWS account with --simulate");
    }
  }

  private static Optional<String> credentials() {
    try (var provider = DefaultCredentialsProvider.builder().build()) {
      provider.resolveCredentials();
      return Optional.empty();
    } catch (SdkClientException e) {
      return Optional.of(
          "No AWS credentials were found: give the pod's service account a role (IRSA or EKS Pod"
              + " Identity), set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY;"
              + " or try it without an AWS account with --simulate");
    }
  }
}
