package dev.fixedip.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fixedip.simulator.rates.Rates;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class RatesTest {
  private final SteppedClock clock = new SteppedClock();

  /** How many calls are let through until the first is refused. */
  private static int burst(Rates rates, String action, boolean mutating, boolean narrowed) {
    for (int passed = 0; ; passed++) {
      try {
        rates.take(action, mutating, narrowed);
      } catch (Ec2Error refusal) {
        assertThat(refusal.code()).isEqualTo("RequestLimitExceeded");
        assertThat(refusal.status()).isEqualTo(503);
        return passed;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DescribeNetworkInterfaces, false, true, 100, 20",
    "DescribeNetworkInterfaces, false, false, 50, 10",
    "DescribeInstances, false, false, 50, 10",
    "DescribeSubnets, false, false, 100, 20",
    "AttachNetworkInterface, true, true, 50, 5",
    "AllocateAddress, true, true, 50, 5",
    "AuthorizeSecurityGroupIngress, true, true, 50, 5",
    "CreateNetworkInterface, true, true, 100, 5",
    "AssignPrivateIpAddresses, true, true, 100, 5",
    "CreateTags, true, true, 100, 10",
    "DeleteTags, true, true, 100, 10",
    "RunInstances, true, true, 5, 2"
  })
  void eachApiHasEc2sBucket(
      String action, boolean mutating, boolean narrowed, int maximum, int refill) {
    var rates = new Rates(clock, Rates.Options.EC2);

    assertThat(burst(rates, action, mutating, narrowed)).isEqualTo(maximum);
    clock.advance(Duration.ofSeconds(1));
    assertThat(burst(rates, action, mutating, narrowed)).isEqualTo(refill);
    clock.advance(Duration.ofHours(1));
    assertThat(burst(rates, action, mutating, narrowed)).isEqualTo(maximum);
  }

  @Test
  void oneApiDoesNotSlowAnother() {
    var rates = new Rates(clock, Rates.Options.EC2);
    burst(rates, "CreateTags", true, true);

    assertThat(burst(rates, "DeleteTags", true, true)).isEqualTo(100);
    assertThat(rates.available()).containsEntry("CreateTags", 0L).containsEntry("DeleteTags", 0L);
  }

  @Test
  void lifeCanBeFasterAndThrottlingOff() {
    var fast = new Rates(clock, new Rates.Options(100, 0));
    burst(fast, "CreateTags", true, true);
    clock.advance(Duration.ofMillis(50));
    assertThat(burst(fast, "CreateTags", true, true)).isEqualTo(50);

    var off = new Rates(clock, Rates.Options.OFF);
    for (int i = 0; i < 1000; i++) {
      off.take("RunInstances", true, true);
    }
    assertThat(off.available()).isEmpty();
  }

  @Test
  void theOtherTenantTakesItsShare() {
    var rates = new Rates(clock, new Rates.Options(1, 0.6));
    burst(rates, "CreateTags", true, true);
    int ours = 0;
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofMillis(100));
      ours += burst(rates, "CreateTags", true, true);
    }

    var tenant = requireNonNull(rates.otherTenant().get("CreateTags"));
    assertThat(tenant.calls()).isEqualTo(60);
    assertThat(tenant.throttled()).as("since we took all that there was").isPositive();
    assertThat(ours + tenant.calls() - tenant.throttled())
        .as("served to both in ten seconds")
        .isEqualTo(100);
  }

  @Test
  void whoTakesNoMoreThanTheRestHarmsNobody() {
    var rates = new Rates(clock, new Rates.Options(1, 0.5));
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofMillis(200));
      rates.take("CreateTags", true, true);
    }

    assertThat(rates.otherTenant().get("CreateTags")).isEqualTo(new Rates.Tenant(100, 0));
  }

  @Test
  void aShareIsAShare() {
    assertThatThrownBy(() -> new Rates.Options(1, 1.5))
        .hasMessageContaining("the other tenant's share 1.5");
    assertThatThrownBy(() -> new Rates.Options(-1, 0)).hasMessageContaining("factor -1.0");
  }

  @Test
  void aThrottledCallHasNoEffectAndSaysSo() {
    try (var simulator = Simulator.start(SimulatorOptions.at(clock).withRates(Rates.Options.EC2));
        Ec2Client ec2 = SimulatorClients.ec2(simulator.endpoint())) {
      for (int i = 0; i < 50; i++) {
        ec2.describeInstances(r -> r.includeManagedResources(true));
      }
      Ec2Exception refusal =
          catchThrowableOfType(Ec2Exception.class, () -> ec2.describeInstances(r -> {}));

      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo("Request limit exceeded.");
      assertThat(ec2.describeInstances(r -> r.instanceIds(Worlds.LINUX)).reservations()).hasSize(1);
      assertThat(requireNonNull(simulator.calls().tallies().get("DescribeInstances")).errors())
          .containsEntry("RequestLimitExceeded", 1);
      clock.advance(Duration.ofSeconds(1));
      assertThat(ec2.describeInstances(r -> {}).reservations()).hasSize(2);
    }
  }
}
