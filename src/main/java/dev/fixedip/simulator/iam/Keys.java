package dev.fixedip.simulator.iam;

import java.util.List;
import java.util.Locale;

/**
 * The condition keys that calls have values for (Service Authorization Reference, "Actions,
 * resources, and condition keys for Amazon EC2"). Capitals do not matter in their names.
 */
public final class Keys {
  static final String REQUEST_TAG = "aws:RequestTag/";
  static final String RESOURCE_TAG = "aws:ResourceTag/";
  static final String EC2_RESOURCE_TAG = "ec2:ResourceTag/";
  static final String TAG_KEYS = "aws:TagKeys";
  static final String CREATE_ACTION = "ec2:CreateAction";
  static final String VPC = "ec2:Vpc";
  static final String SUBNET = "ec2:Subnet";
  static final String ZONE = "ec2:AvailabilityZone";
  static final String REGION = "ec2:Region";
  static final String REQUESTED_REGION = "aws:RequestedRegion";
  static final String SECURE_TRANSPORT = "aws:SecureTransport";

  private static final List<String> WITH_TAG_KEY =
      List.of(REQUEST_TAG, RESOURCE_TAG, EC2_RESOURCE_TAG);
  private static final List<String> WHOLE =
      List.of(
          TAG_KEYS, CREATE_ACTION, VPC, SUBNET, ZONE, REGION, REQUESTED_REGION, SECURE_TRANSPORT);

  private Keys() {}

  /** Whether some call may have a value for it. */
  public static boolean isKnown(String key) {
    return WHOLE.stream().anyMatch(key::equalsIgnoreCase)
        || WITH_TAG_KEY.stream()
            .anyMatch(
                it -> key.length() > it.length() && key.regionMatches(true, 0, it, 0, it.length()));
  }

  /** Whether a call may have several values for it. */
  public static boolean isMultivalued(String key) {
    return key.equalsIgnoreCase(TAG_KEYS);
  }

  /** The names, for people. */
  public static String names() {
    return String.join("KEY, ", WITH_TAG_KEY) + "KEY, " + String.join(", ", WHOLE);
  }

  static String of(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
