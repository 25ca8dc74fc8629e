package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.testing.Ec2Proxy;
import dev.fixedip.testing.Ec2Proxy.Moment;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import dev.fixedip.testing.SharedKubernetesApi;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator is killed at each of the calls that change EC2, and started again: it finds its way
 * to the end, with one interface for an address and nothing forgotten.
 */
@ExtendWith(SharedKubernetesApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Simulator simulator = LifelikeEc2.start();
  private final Ec2Proxy proxy = Ec2Proxy.to(simulator.endpoint());
  private final Stage stage;
  private final Belongings belongings;
  private OperatorProcess operator;

  CrashIT(KubernetesApi kubernetes) {
    stage = Stage.open(kubernetes, proxy.endpoint());
    belongings = new Belongings(LifelikeEc2.truth(simulator), stage.clusterId());
    operator = restarted();
  }

  private OperatorProcess restarted() {
    return stage.startOperator("--leader-election=false");
  }

  @BeforeEach
  void forgetTheCallsOfBefore() {
    operator.awaitReady();
    proxy.clear();
  }

  @AfterAll
  void stop() {
    stage.close();
    proxy.close();
    simulator.close();
  }

  /**
   * Just before each answer; and just after the last one, when the status may be written or not.
   * After another answer, what outlives the process is as before it.
   */
  static Stream<Arguments> everyCall() {
    return Arrays.stream(Chapter.values())
        .flatMap(chapter ->
            Stream.concat(
                chapter.calls().stream()
                    .map(call -> Arguments.of(chapter, call, Moment.BEFORE_ITS_ANSWER)),
                Stream.of(
                    Arguments.of(chapter, chapter.calls().getLast(), Moment.AFTER_ITS_ANSWER))));
  }

  @ParameterizedTest(name = "{0}: killed at {1}, {2}")
  @MethodSource("everyCall")
  void goesOnWhereItWasKilled(Chapter chapter, String call, Moment moment) {
    String name = "fip-" + NUMBER.incrementAndGet();
    chapter.prepare(stage, name);
    proxy.clear();
    killAt(call, moment);

    chapter.begin(stage, name);
    operator.awaitEnd(PATIENCE);
    operator = restarted();

    chapter.awaitEnd(stage, name, belongings);
    assertThat(proxy.mutating()).containsExactlyElementsOf(chapter.calls());
    stage.fixedIp(name).delete();
    stage.awaitGone(name);
    belongings.awaitNone();
  }

  @ParameterizedTest(name = "killed at {0}")
  @EnumSource
  void whatIsDeletedMeanwhileLeavesNothing(CreatingCall call) {
    String name = "fip-" + NUMBER.incrementAndGet();
    killAt(call.name(), Moment.BEFORE_ITS_ANSWER);

    Chapter.CREATION.begin(stage, name);
    operator.awaitEnd(PATIENCE);
    stage.fixedIp(name).delete();
    operator = restarted();

    stage.awaitGone(name);
    belongings.awaitNone();
  }

  enum CreatingCall {
    CreateNetworkInterface,
    AttachNetworkInterface,
    AuthorizeSecurityGroupIngress
  }

  private void killAt(String call, Moment moment) {
    OperatorProcess victim = operator;
    proxy.at(call, moment, victim::kill);
  }
}
