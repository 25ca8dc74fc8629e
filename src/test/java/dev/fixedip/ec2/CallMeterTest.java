package dev.fixedip.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Worlds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What is counted of the calls of EC2. */
class CallMeterTest {
  private static final String DESCRIBE = "DescribeVpcs";
  private static final String DELETE = "DeleteNetworkInterface";

  private final Simulator simulator =
      Simulator.start(SimulatorOptions.at(new VirtualTime()).withWorld(Worlds.story()));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private boolean leading = true;
  private final Ec2Clients clients =
      new Ec2Clients(
          new Ec2Settings("cluster", Duration.ofSeconds(30), 1, Optional.of(simulator.endpoint())),
          () -> leading,
          meters);

  @AfterEach
  void stop() {
    clients.close();
    simulator.close();
  }

  @Test
  void aReadThatSucceedsAtLastIsOneCallWithItsRetries() {
    simulator.faults().add(FaultRule.on(DESCRIBE).times(2).throttle());

    clients.reading().describeVpcs();

    assertThat(calls(DESCRIBE, "success")).isEqualTo(1);
    assertThat(meters.get("fixedip.ec2.retries").tag("action", DESCRIBE).counter().count())
        .isEqualTo(2);
    assertThat(meters.find("fixedip.ec2.calls").timers()).hasSize(1);
  }

  @Test
  void whatIsRefusedIsOfItsKind() {
    assertThatThrownBy(() -> delete(Worlds.WINDOWS_INTERFACE)).isInstanceOf(Ec2Exception.class);
    assertThatThrownBy(() -> delete("eni-0cb435c8e74616796")).isInstanceOf(Ec2Exception.class);

    simulator.faults().add(FaultRule.on(DELETE).times(1).throttle());
    assertThatThrownBy(() -> delete(Worlds.WINDOWS_INTERFACE)).isInstanceOf(Ec2Exception.class);

    assertThat(calls(DELETE, "not_yet")).isEqualTo(2);
    assertThat(calls(DELETE, "throttled")).isEqualTo(1);
  }

  @Test
  void whatWasHeldBackIsNoCall() {
    leading = false;

    assertThatThrownBy(() -> delete(Worlds.WINDOWS_INTERFACE))
        .matches(NotLeadingException::isCauseOf);

    assertThat(meters.getMeters()).isEmpty();
  }

  private void delete(String id) {
    clients.writing().deleteNetworkInterface(it -> it.networkInterfaceId(id));
  }

  private long calls(String action, String result) {
    return meters
        .get("fixedip.ec2.calls")
        .tag("action", action)
        .tag("result", result)
        .timer()
        .count();
  }
}
