package dev.fixedip.ec2;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Cidr;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.SecurityGroupRule;
import java.util.List;
import java.util.Map;

/** Small EC2 things for tests. */
final class Things {

  static final String SUBNET = "subnet-1";
  static final NetworkInterface.Placement PLACEMENT =
      new NetworkInterface.Placement(SUBNET, "vpc-1", "us-east-1a");

  private Things() {}

  static NetworkInterface eni(String id, String... addresses) {
    return new NetworkInterface(
        id,
        PLACEMENT,
        "06:00:00:00:00:01",
        NetworkInterface.Status.AVAILABLE,
        List.of(addresses),
        List.of("sg-1"),
        true,
        null,
        Map.of(),
        new NetworkInterface.Origin("interface", false, null, null, ""));
  }

  static NetworkInterface owned(NetworkInterface it, String uid) {
    return it.withTags(Map.of(Ownership.UID, uid));
  }

  static Attachment attachment(String id, String instanceId, Attachment.Status status) {
    return new Attachment(id, instanceId, 1, status, false);
  }

  static Instance instance(String id, Instance.State state) {
    return new Instance(id, state, "t3.medium", PLACEMENT, "linux", Map.of());
  }

  static SecurityGroupRule ping(String id, String groupId) {
    return new SecurityGroupRule(id, groupId, "icmp", 8, -1, Cidr.parse("10.0.0.0/21"), Map.of());
  }
}
