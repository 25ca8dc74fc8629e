package dev.fixedip.plan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fixedip.api.ElasticIpSpec;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.DeletionPolicy;
import dev.fixedip.api.FixedIpSpec.DriftPolicy;
import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.PingSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes specs as a user would: what is not said is left out. */
record Spec(FixedIpSpec it) {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String INTERFACE = "interface";
  private static final String PING = "ping";

  /** The address for the instance {@code i-NAME}. */
  static Spec of(String address, String instance) {
    return reserved(address).selects(InstanceSelector.ofId("i-" + instance));
  }

  /** The address for nobody. */
  static Spec reserved(String address) {
    return new Spec(new FixedIpSpec(address, null, null, null, null, null, null, null, null));
  }

  /** The address for the instance with those tags. */
  static Spec tagged(String address, Map<String, String> tags) {
    return reserved(address).selects(new InstanceSelector(null, tags, null));
  }

  /** The address for the instance of that node. */
  static Spec ofNode(String address, String node) {
    return reserved(address).selects(new InstanceSelector(null, null, node));
  }

  Spec address(String other) {
    return with("address", other);
  }

  Spec selects(@Nullable InstanceSelector other) {
    return with("instance", other);
  }

  Spec strategy(FixedIpSpec.Strategy other) {
    return with("strategy", other);
  }

  Spec secondary() {
    return strategy(FixedIpSpec.Strategy.SecondaryAddress);
  }

  Spec atLaunch() {
    return strategy(FixedIpSpec.Strategy.PrimaryAtLaunch);
  }

  Spec onInterface(@Nullable String id) {
    return with(INTERFACE, "id", id);
  }

  Spec subnet(String id) {
    return with(INTERFACE, "subnetId", id);
  }

  Spec groups(String... ids) {
    return with(INTERFACE, "securityGroupIds", List.of(ids));
  }

  Spec index(int index) {
    return with(INTERFACE, "deviceIndex", index);
  }

  Spec attributes(boolean deleteOnTermination, boolean sourceDestCheck) {
    return with(INTERFACE, "deleteOnTermination", deleteOnTermination)
        .with(INTERFACE, "sourceDestCheck", sourceDestCheck);
  }

  Spec tags(Map<String, String> tags) {
    return with(INTERFACE, "tags", tags);
  }

  Spec pingFrom(String... from) {
    return with(PING, "from", List.of(from));
  }

  Spec pingGroup(String id) {
    return with(PING, "securityGroupId", id);
  }

  Spec allIcmp() {
    return with(PING, "icmp", PingSpec.Icmp.All);
  }

  Spec noPing() {
    return with(PING, Map.of("enabled", false));
  }

  Spec reportsDrift() {
    return with("drift", DriftPolicy.Report);
  }

  Spec retained() {
    return with("deletion", DeletionPolicy.Retain);
  }

  Spec suspended() {
    return with("suspend", true);
  }

  Spec elasticIp(String allocationId) {
    return with("elasticIp", new ElasticIpSpec(allocationId, null));
  }

  Spec allocating() {
    return with("elasticIp", new ElasticIpSpec(null, true));
  }

  private Spec with(String field, @Nullable Object value) {
    ObjectNode written = written();
    written.putPOJO(field, value);
    return read(written);
  }

  private Spec with(String part, String field, @Nullable Object value) {
    ObjectNode written = written();
    written.withObjectProperty(part).putPOJO(field, value);
    return read(written);
  }

  private ObjectNode written() {
    return JSON.valueToTree(it);
  }

  private static Spec read(ObjectNode written) {
    return new Spec(JSON.convertValue(written, FixedIpSpec.class));
  }
}
