package dev.fixedip.simulator.iam;

import java.util.List;

/**
 * A policy document.
 *
 * @param document as it was written, for listing
 */
public record Policy(Object document, List<Statement> statements) {
  /** What policies say of an ask. */
  public enum Verdict {
    /** A statement allows it and none denies it. */
    ALLOWED,
    /** A statement denies it. */
    DENIED,
    /** No statement says anything of it. */
    NOT_ALLOWED
  }

  /**
   * What all policies of somebody say of an ask: a denial is stronger than any permission (IAM User
   * Guide, "Policy evaluation logic").
   */
  public static Verdict verdict(List<Policy> policies, Ask ask) {
    List<Statement> said =
        policies.stream()
            .flatMap(policy -> policy.statements.stream())
            .filter(statement -> statement.matches(ask))
            .toList();
    if (said.isEmpty()) {
      return Verdict.NOT_ALLOWED;
    }
    return said.stream().allMatch(Statement::allows) ? Verdict.ALLOWED : Verdict.DENIED;
  }
}
