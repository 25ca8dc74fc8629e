package dev.fixedip.simulator.rates;

import java.util.Map;
import java.util.Set;

/**
 * How often one API may be called (EC2 Developer Guide, "Request throttling for the Amazon EC2
 * API").
 *
 * @param maximum tokens that a full bucket holds
 * @param refill tokens a second
 */
record Rate(long maximum, double refill) {
  private static final Rate READS = new Rate(100, 20);
  private static final Rate WHOLE_READS = new Rate(50, 10);
  private static final Rate MUTATIONS = new Rate(50, 5);
  private static final Rate INTERFACES = new Rate(100, 5);
  private static final Rate TAGS = new Rate(100, 10);
  private static final Rate LAUNCHES = new Rate(5, 2);

  private static final Set<String> SLOWER_WHOLE =
      Set.of("DescribeNetworkInterfaces", "DescribeInstances", "DescribeSecurityGroups");

  private static final Map<String, Rate> EXCEPTIONS =
      Map.of(
          "CreateNetworkInterface", INTERFACES,
          "DeleteNetworkInterface", INTERFACES,
          "ModifyNetworkInterfaceAttribute", INTERFACES,
          "AssignPrivateIpAddresses", INTERFACES,
          "UnassignPrivateIpAddresses", INTERFACES,
          "TerminateInstances", INTERFACES,
          "CreateTags", TAGS,
          "DeleteTags", TAGS,
          "RunInstances", LAUNCHES,
          "StartInstances", LAUNCHES);

  /** The rate of a bucket; see {@link #bucket}. */
  static Rate of(String bucket, boolean mutating) {
    if (mutating) {
      return EXCEPTIONS.getOrDefault(bucket, MUTATIONS);
    }
    return bucket.endsWith(WHOLE) ? WHOLE_READS : READS;
  }

  private static final String WHOLE = " unfiltered";

  /**
   * The bucket that a call takes its token from: some reads have another one when they ask for all
   * at once.
   *
   * @param narrowed whether the call has filters, ids or a page size
   */
  static String bucket(String action, boolean narrowed) {
    return !narrowed && SLOWER_WHOLE.contains(action) ? action + WHOLE : action;
  }
}
