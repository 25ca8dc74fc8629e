package dev.fixedip.ec2;

import dev.fixedip.plan.Failure;

/** What came of one action. */
public sealed interface Answer {

  /** EC2 did it, or it was so already. */
  record Done() implements Answer {}

  /**
   * EC2 did not do it, or nobody knows.
   *
   * @param kind what the answer means for what is done next
   * @param code EC2's error code, or a word for what happened to the connection
   * @param message EC2's own words, without request id
   */
  record Failed(Failure.Kind kind, String code, String message) implements Answer {}

  /** Nothing was sent: the lease was not renewed within its deadline. */
  record NotLeading() implements Answer {}
}
