package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** The client tokens of one operation (EC2 API reference, "Ensuring idempotency"). */
final class Tokens<R extends SdkPojo, T> {
  private static final int LONGEST = 64;

  private record Made<R, T>(R request, T result) {}

  private final Map<String, Made<R, T>> byToken = new HashMap<>();

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
    byToken.put(token, new Made<>(request, made));
    return made;
  }
}
