package dev.fixedip.cli;

/** Something that a user can put right; its message says what it is and what to do. */
final class Problem extends RuntimeException {
  Problem(String message) {
    super(message);
  }

  Problem(String message, Throwable cause) {
    super(message, cause);
  }
}
