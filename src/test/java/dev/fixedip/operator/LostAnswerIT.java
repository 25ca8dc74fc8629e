package dev.fixedip.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fixedip.simulator.Calls.Call;
import dev.fixedip.simulator.FaultRule;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.testing.KubernetesApi;
import dev.fixedip.testing.SharedKubernetesApi;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each call that changes EC2 goes wrong once, with its effect or without: all ends well. Each
 * chapter has its own EC2 and runs beside the others, and beside other tests.
 */
@ExtendWith(SharedKubernetesApi.class)
@Execution(ExecutionMode.CONCURRENT)
class LostAnswerIT {
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
    private final Chapter chapter;
    private final Stage stage;
    private final Belongings belongings;

    OfChapter(Chapter chapter, KubernetesApi kubernetes) {
      this.chapter = chapter;
      stage = Stage.open(kubernetes, simulator.endpoint());
      belongings = new Belongings(LifelikeEc2.truth(simulator), stage.clusterId());
    }

    @BeforeAll
    void start() {
      stage.operator("--leader-election=false");
    }

    @AfterAll
    void stop() {
      stage.close();
      simulator.close();
    }

    /** What goes wrong. */
    enum Mishap {
      THE_ANSWER_IS_LOST,
      AN_ERROR_AFTER_THE_EFFECT,
      AN_ERROR_BEFORE_THE_EFFECT,
      A_THROTTLE;

      private FaultRule at(String call) {
        FaultRule.Chosen chosen = FaultRule.on(call);
        return switch (this) {
          case THE_ANSWER_IS_LOST -> chosen.loseAnswer();
          case AN_ERROR_AFTER_THE_EFFECT -> chosen.failAfter("InternalError", "It went wrong", 500);
          case AN_ERROR_BEFORE_THE_EFFECT -> chosen.fail("InternalError", "It went wrong", 500);
          case A_THROTTLE -> chosen.throttle();
        };
      }

      private boolean hasEffect() {
        return this == THE_ANSWER_IS_LOST || this == AN_ERROR_AFTER_THE_EFFECT;
      }
    }

    @ParameterizedTest(name = "{0} at each call")
    @EnumSource
    @Execution(ExecutionMode.SAME_THREAD)
    void endsWell(Mishap mishap) {
      String name = "fip-" + NUMBER.incrementAndGet();
      chapter.prepare(stage, name);
      simulator.calls().clear();
      chapter.calls().forEach(call -> simulator.faults().add(mishap.at(call)));

      chapter.begin(stage, name);

      chapter.awaitEnd(stage, name, belongings);
      assertThat(additions(calls()))
          .as("additions of %s", chapter)
          .containsExactlyElementsOf(additions(expected(mishap)));
      simulator.faults().clear();
      stage.fixedIp(name).delete();
      stage.awaitGone(name);
      belongings.awaitNone();
    }

    private List<String> calls() {
      return simulator.calls().mutating().stream().map(Call::action).toList();
    }

    /** What had its effect is not done again; what had none is done a second time. */
    private List<String> expected(Mishap mishap) {
      return chapter.calls().stream()
          .flatMap(call -> mishap.hasEffect() ? Stream.of(call) : Stream.of(call, call))
          .toList();
    }

    /** The calls that add something; to take away twice what has an id of its own does no harm. */
    private static List<String> additions(List<String> calls) {
      return calls.stream().filter(it -> it.matches("(Create|Attach|Authorize).*")).toList();
    }
  }
}
