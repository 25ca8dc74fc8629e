package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Agenda;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The client tokens of one operation, each remembered for a day (EC2 API reference, "Ensuring
 * idempotency": they are valid for at least 24 hours), but no more than the last 20,000.
 */
final class Tokens<R extends SdkPojo, T> {
  private static final int LONGEST = 64;
  private static final int MOST = 20_000;
  private static final Duration VALID = Duration.ofHours(24);

  private record Made<R, T>(R request, T result) {}

  private final Agenda agenda;
  private final Map<String, Made<R, T>> byToken =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Made<R, T>> eldest) {
          return size() > MOST;
        }
      };

  /** No tokens yet; they are forgotten by that agenda. */
  Tokens(Agenda agenda) {
    this.agenda = agenda;
  }

  /**
   * What a request with the same token made before, or what it makes now.
   *
   * @param remembered whether an earlier result counts
   */
  T once(@Nullable String token, R request, Predicate<T> remembered, Supplier<T> make) {
    if (token == null) {
      return make.get();
    }
    if (token.length() > LONGEST) {
      throw Errors.invalidValue("The client token is longer than 64 characters");
    }
    Made<R, T> before = byToken.get(token);
    if (before != null && remembered.test(before.result)) {
      if (!before.request.equalsBySdkFields(request)) {
        throw new Ec2Error(
            "IdempotentParameterMismatch",
            "Arguments on this idempotent request are inconsistent with arguments used in previous"
                + " request(s).");
      }
      return before.result;
    }
    T made = make.get();
    var remember = new Made<>(request, made);
    byToken.put(token, remember);
    agenda.after(VALID, () -> byToken.remove(token, remember));
    return made;
  }
}
