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

  static String list(List<String> values) {
    return values.isEmpty() ? NONE : String.join(", ", values);
  }
}
