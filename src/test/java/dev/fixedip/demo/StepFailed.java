package dev.fixedip.demo;

/** A step of the story did not go as told; the message says what was expected. */
final class StepFailed extends RuntimeException {
  StepFailed(String message) {
    super(message);
  }

  StepFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
