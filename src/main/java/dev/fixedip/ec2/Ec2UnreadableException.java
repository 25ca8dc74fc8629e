package dev.fixedip.ec2;

import dev.fixedip.plan.Failure.Kind;

/** EC2 did not answer a read; the message says what it answered instead, and what to do. */
public final class Ec2UnreadableException extends RuntimeException {

  Ec2UnreadableException(String where, Answer.Failed answer, Throwable cause) {
    super(
        "%s could not be read: %s (%s): %s"
            .formatted(where, answer.message(), answer.code(), remedy(answer.kind())),
        cause);
  }

  private static String remedy(Kind kind) {
    return switch (kind) {
      case DENIED ->
          "use credentials that may call the Describe actions of examples/iam-policy.json";
      case THROTTLED -> "try again when the account's other tools call EC2 less";
      default -> "check region, endpoint and network, and try again";
    };
  }
}
