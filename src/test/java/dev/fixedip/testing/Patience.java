package dev.fixedip.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what may take long or never answer, with a limit and with signs of life. */
final class Patience {
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

  private Patience() {}

  /**
   * The task's answer; while it runs, a line on the terminal every ten seconds says {@code what} is
   * being done.
   *
   * @throws UnavailableException when it fails, or does not end within the limit
   */
  static <T> T within(Duration limit, String what, Callable<T> task) throws UnavailableException {
    FutureTask<T> answer = new FutureTask<>(task);
    Thread.ofVirtual().name(what).start(answer);
    Duration waited = Duration.ZERO;
    while (true) {
      Duration step = min(SIGN_OF_LIFE, limit.minus(waited));
      try {
        return answer.get(step.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        waited = waited.plus(step);
        if (waited.compareTo(limit) >= 0) {
          answer.cancel(true);
          throw new UnavailableException(what + " did not end within " + seconds(limit), e);
        }
        say(what + " … " + seconds(waited));
      } catch (ExecutionException e) {
        throw new UnavailableException(what + " failed: " + UnavailableException.innermost(e), e);
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new UnavailableException(what + " was interrupted", e);
      }
    }
  }

  /**
   * Waits until the program has ended, telling every ten seconds for how long it runs and what it
   * wrote last.
   *
   * @throws UnavailableException when it ends with an error; its last lines are in the message
   */
  static void untilDone(String what, ChildProcess program) throws UnavailableException {
    say(what);
    Duration waited = Duration.ZERO;
    while (!program.endsWithin(SIGN_OF_LIFE)) {
      waited = waited.plus(SIGN_OF_LIFE);
      say(what + " … " + seconds(waited) + "  " + abbreviated(program.lastLines(1)));
    }
    if (program.exitCode() != 0) {
      throw new UnavailableException(what + " failed: " + program.lastLines(3));
    }
  }

  /** A line on the terminal. */
  static void say(String line) {
    System.out.println("[fixedip] " + line.strip());
    System.out.flush();
  }

  private static String abbreviated(String line) {
    return line.length() <= 80 ? line : line.substring(0, 79) + "…";
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static String seconds(Duration time) {
    return time.toSeconds() > 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
