package dev.fixedip.simulator;

import dev.fixedip.simulator.Ec2AccountContracts.Endpoint;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * EC2 itself keeps the contract. Runs with {@code -Pec2-contract} only, in the account of the AWS
 * SDK's usual credentials and in what the properties {@code fixedip.ec2.sandbox.…} name.
 */
@ExtendWith(Endpoint.class)
class Ec2AccountContracts extends Ec2Contracts {
  private static final String PREFIX = "fixedip.ec2.sandbox.";

  /** The sandbox that the properties name. */
  static final class Endpoint extends TypeBasedParameterResolver<Ec2Endpoint>
      implements AfterAllCallback {
    private final Sandbox sandbox =
        Sandbox.open(
            () ->
                Ec2Client.builder()
                    .region(Region.of(given("region")))
                    .httpClientBuilder(Apache5HttpClient.builder()),
            new Sandbox.Ground(
                given("subnet"),
                given("instance"),
                given("group"),
                given("other-zone-subnet"),
                given("other-vpc-group")),
            Duration.ofMinutes(5));

    private static String given(String name) {
      return Optional.ofNullable(System.getProperty(PREFIX + name))
          .filter(value -> !value.isBlank())
          .orElseThrow(() ->
              new IllegalStateException(
                  "-D%s%s is missing: it says what of your account the tests may use (docs/CONTRIBUTING.md)"
                      .formatted(PREFIX, name)));
    }

    @Override
    public Ec2Endpoint resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return sandbox.endpoint();
    }

    @Override
    public void afterAll(ExtensionContext context) {
      if (context.getRequiredTestClass() == Ec2AccountContracts.class) {
        sandbox.close();
      }
    }
  }
}
