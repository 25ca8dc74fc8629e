package dev.fixedip.testing;

/** Says in one line why something that tests would run on cannot be had on this machine. */
final class UnavailableException extends Exception {
  UnavailableException(String reason) {
    super(reason);
  }

  UnavailableException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The reason, in one line. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** The innermost message of a failure, in one line of at most 300 characters. */
  static String innermost(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String name = innermost.getClass().getSimpleName();
    String message = innermost.getMessage();
    String line = message == null ? name : name + ": " + message.strip().replaceAll("\\s+", " ");
    return line.length() <= 300 ? line : line.substring(0, 299) + "…";
  }
}
