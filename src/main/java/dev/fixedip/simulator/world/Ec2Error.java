package dev.fixedip.simulator.world;

/** An error as EC2 answers it: a code, a message and an HTTP status. */
public final class Ec2Error extends RuntimeException {
  private final String code;
  private final String text;
  private final int status;

  /** An error with an explicit HTTP status, such as 503 for throttling. */
  public Ec2Error(String code, String message, int status) {
    super(code + ": " + message, null, false, false);
    this.code = code;
    this.text = message;
    this.status = status;
  }

  /** A client error: HTTP status 400. */
  public Ec2Error(String code, String message) {
    this(code, message, 400);
  }

  /** EC2's error code, such as {@code InvalidParameterValue}. */
  public String code() {
    return code;
  }

  /** The message for the caller, without the code. */
  public String text() {
    return text;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }
}
