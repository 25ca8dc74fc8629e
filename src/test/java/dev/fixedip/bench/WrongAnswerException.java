package dev.fixedip.bench;

/** Something measured did not do its work, so that its figures are worth nothing. */
final class WrongAnswerException extends RuntimeException {
  WrongAnswerException(String message) {
    super(message);
  }
}
