package dev.fixedip.ec2;

/**
 * The fields of the logging context (MDC): whom a line is about. {@code docs/logs.md} describes
 * them, and {@code logback/json.xml} writes them.
 */
public final class LogFields {
  /** Namespace and name of the FixedIp, parted by a slash. */
  public static final String FIXED_IP = "fixedip";

  /** The address that it asks for. */
  public static final String ADDRESS = "address";

  /** The id of its instance. */
  public static final String INSTANCE = "instance";

  /** The id of the network interface: of a call, the one that the call names. */
  public static final String INTERFACE = "interface";

  private LogFields() {}
}
