package dev.fixedip.simulator;

import dev.fixedip.simulator.wire.QueryServer.Answer;
import dev.fixedip.simulator.world.Ec2Error;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What may go wrong with a call. */
public sealed interface Fault {
  /** What it does before the call has its effect. */
  default void before() {}

  /** What it does after the call has had its effect. */
  default void after() {}

  /** What it makes of the answer. */
  default Answer answer(Answer answer) {
    return answer;
  }

  /** The call is refused and nothing happens. */
  record ErrorBefore(String code, String message, int status) implements Fault {
    @Override
    public void before() {
      throw new Ec2Error(code, message, status);
    }
  }

  /** The call has its effect, but an error is answered. */
  record ErrorAfter(String code, String message, int status) implements Fault {
    @Override
    public void after() {
      throw new Ec2Error(code, message, status);
    }
  }

  /** The call has its effect, and the connection is closed without an answer. */
  record LostAnswer() implements Fault {
    @Override
    public Answer answer(Answer answer) {
      return new Answer.Lost();
    }
  }

  /** The call has its effect, and the second half of its answer is missing. */
  record TruncatedAnswer() implements Fault {
    @Override
    public Answer answer(Answer answer) {
      return answer instanceof Answer.Document(int status, String requestId, String xml)
          ? new Answer.Document(status, requestId, xml.substring(0, xml.length() / 2))
          : answer;
    }
  }

  /** The call waits, in real time, before it has its effect. */
  record DelayBefore(Duration delay) implements Fault {
    @Override
    public void before() {
      await(delay);
    }
  }

  /** The call has its effect, and its answer waits, in real time. */
  record DelayAfter(Duration delay) implements Fault {
    @Override
    public void after() {
      await(delay);
    }
  }

  private static void await(Duration delay) {
    var later =
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run);
    CompletableFuture.runAsync(() -> {}, later).join();
  }
}
