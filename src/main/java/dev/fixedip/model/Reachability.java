package dev.fixedip.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What EC2's own check says of whether a running instance's guest answers on its primary interface
 * (EC2 API, DescribeInstanceStatus).
 *
 * @param impairedSince since when the check fails; null while it does not, or where EC2 does not
 *     say
 * @param hostFailed whether the check of the host under the instance fails too, which is AWS's
 *     fault
 */
public record Reachability(Status status, @Nullable Instant impairedSince, boolean hostFailed) {

  /** The check's status in EC2's own words; UNKNOWN for what it may add one day. */
  public enum Status {
    PASSED,
    FAILED,
    INITIALIZING,
    INSUFFICIENT_DATA,
    UNKNOWN
  }
}
