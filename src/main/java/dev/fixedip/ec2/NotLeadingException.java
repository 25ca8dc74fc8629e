package dev.fixedip.ec2;

import org.jspecify.annotations.Nullable;

/** A mutating call was held back because this process does not hold the lease. */
final class NotLeadingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotLeadingException() {
    super("The lease was not renewed within its deadline");
  }

  static boolean isCauseOf(@Nullable Throwable e) {
    for (Throwable it = e; it != null; it = it.getCause()) {
      if (it instanceof NotLeadingException) {
        return true;
      }
    }
    return false;
  }
}
