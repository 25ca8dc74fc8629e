package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.testing.Ec2Proxy;
import dev.fixedip.testing.Ec2Proxy.Moment;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.OperatorProcess;
import dev.fixedip.testing.SharedKubernetesApi;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator is killed at each of the calls that change EC2, and started again: it finds its way
 * to the end, with one interface for an address and nothing forgotten. Each chapter has its own EC2
 * and runs beside the others.
 */
@ExtendWith(SharedKubernetesApi.class)
class CrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Nested
  class Creation extends OfChapter {
    Creation(KubernetesApi kubernetes) {
      super(Chapter.CREATION, kubernetes);
    }
  }

  @Nested
  class ChangeOfAddress extends OfChapter {
    ChangeOfAddress(KubernetesApi kubernetes) {
      super(Chapter.CHANGE_OF_ADDRESS, kubernetes);
    }
  }

  @Nested
  class ChangeOfInstance extends OfChapter {
    ChangeOfInstance(KubernetesApi kubernetes) {
      super(Chapter.CHANGE_OF_INSTANCE, kubernetes);
    }
  }

  @Nested
  class Deletion extends OfChapter {
    Deletion(KubernetesApi kubernetes) {
      super(Chapter.DELETION, kubernetes);
    }
  }

  /** The tests of one chapter, one after another. */
  @Execution(ExecutionMode.CONCURRENT)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OfChapter {
    private final Simulator simulator = LifelikeEc2.start();
    private final Ec2Proxy proxy = Ec2Proxy.to(simulator.endpoint());
    private final Chapter chapter;
    private final Stage stage;
    private final Belongings belongings;
    private OperatorProcess operator;

    OfChapter(Chapter chapter, KubernetesApi kubernetes) {
      this.chapter = chapter;
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
    Stream<Arguments> everyCall() {
      return Stream.concat(
          chapter.calls().stream().map(call -> Arguments.of(call, Moment.BEFORE_ITS_ANSWER)),
          Stream.of(Arguments.of(chapter.calls().getLast(), Moment.AFTER_ITS_ANSWER)));
    }

    @ParameterizedTest(name = "killed at {0}, {1}")
    @MethodSource("everyCall")
    @Execution(ExecutionMode.SAME_THREAD)
    void goesOnWhereItWasKilled(String call, Moment moment) {
      String name = "fip-" + NUMBER.incrementAndGet();
      chapter.prepare(stage, name);
      proxy.clear();
      killAt(call, moment);

      chapter.begin(stage, name);
      operator.awaitEnd(PATIENCE);
      operator = restarted();

      chapter.awaitEnd(stage, name, belongings);
      assertThat(proxy.mutating())
          .as("calls of %s", chapter)
          .containsExactlyElementsOf(chapter.calls());
      stage.fixedIp(name).delete();
      stage.awaitGone(name);
      belongings.awaitNone();
    }

    List<String> creatingCalls() {
      return chapter == Chapter.CREATION ? chapter.calls() : List.of();
    }

    @ParameterizedTest(name = "killed at {0}", allowZeroInvocations = true)
    @MethodSource("creatingCalls")
    @Execution(ExecutionMode.SAME_THREAD)
    void whatIsDeletedMeanwhileLeavesNothing(String call) {
      String name = "fip-" + NUMBER.incrementAndGet();
      killAt(call, Moment.BEFORE_ITS_ANSWER);

      chapter.begin(stage, name);
      operator.awaitEnd(PATIENCE);
      stage.fixedIp(name).delete();
      operator = restarted();

      stage.awaitGone(name);
      belongings.awaitNone();
    }

    private void killAt(String call, Moment moment) {
      OperatorProcess victim = operator;
      proxy.at(call, moment, victim::kill);
    }
  }
}
