package dev.fixedip.plan;

import java.util.List;

/**
 * A field that is not as wanted.
 *
 * @param field its path in the resource, such as {@code interface.securityGroupIds}
 * @param desired what is wanted, for people
 * @param observed what EC2 holds, for people
 */
public record Difference(String field, String desired, String observed) {

  static final String NONE = "none";
  static final String INTERFACE = "interface";
  static final String SECONDARY_ADDRESS = "secondaryAddress";
  static final String ATTACHMENT = "interface.attachment";
  static final String DEVICE_INDEX = "interface.deviceIndex";
  static final String SECURITY_GROUPS = "interface.securityGroupIds";
  static final String SOURCE_DEST_CHECK = "interface.sourceDestCheck";
  static final String DELETE_ON_TERMINATION = "interface.deleteOnTermination";
  static final String TAGS = "interface.tags";
  static final String ELASTIC_IP = "elasticIp";
  static final String ELASTIC_IP_ASSOCIATION = "elasticIp.association";
  static final String ELASTIC_IP_TAGS = "elasticIp.tags";
  static final String PING_RULES = "pingRules";

  /** The fields there are, each without what is one FixedIp's own, such as a ping rule's CIDR. */
  public static final List<String> KINDS =
      List.of(
          INTERFACE,
          SECONDARY_ADDRESS,
          ATTACHMENT,
          DEVICE_INDEX,
          SECURITY_GROUPS,
          SOURCE_DEST_CHECK,
          DELETE_ON_TERMINATION,
          TAGS,
          ELASTIC_IP,
          ELASTIC_IP_ASSOCIATION,
          ELASTIC_IP_TAGS,
          PING_RULES);

  /** Which of {@link #KINDS} a field is; {@code other} for one that another version wrote. */
  public static String kind(String field) {
    String kind = field.startsWith(PING_RULES + "[") ? PING_RULES : field;
    return KINDS.contains(kind) ? kind : "other";
  }

  static String list(List<String> values) {
    return values.isEmpty() ? NONE : String.join(", ", values);
  }
}
