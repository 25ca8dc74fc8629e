package dev.fixedip.plan;

import dev.fixedip.api.ElasticIpSpec;
import dev.fixedip.api.FixedIpSpec;
import dev.fixedip.api.FixedIpSpec.DeletionPolicy;
import dev.fixedip.api.FixedIpSpec.DriftPolicy;
import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.api.FixedIpSpec.InterfaceSpec;
import dev.fixedip.api.PingSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes specs as a user would: what is not said is left out. */
record Spec(FixedIpSpec it) {

  /** The address for the instance {@code i-NAME}. */
  static Spec of(String address, String instance) {
    return new Spec(
        new FixedIpSpec(
            address,
            InstanceSelector.ofId("i-" + instance),
            null,
            null,
            null,
            null,
            null,
            null,
            null));
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
    return new Spec(
        new FixedIpSpec(
            other,
            it.instance(),
            it.strategy(),
            it.networkInterface(),
            it.ping(),
            it.elasticIp(),
            it.drift(),
            it.deletion(),
            it.suspend()));
  }

  Spec selects(@Nullable InstanceSelector other) {
    return new Spec(
        new FixedIpSpec(
            it.address(),
            other,
            it.strategy(),
            it.networkInterface(),
            it.ping(),
            it.elasticIp(),
            it.drift(),
            it.deletion(),
            it.suspend()));
  }

  Spec strategy(FixedIpSpec.Strategy other) {
    return new Spec(
        new FixedIpSpec(
            it.address(),
            it.instance(),
            other,
            it.networkInterface(),
            it.ping(),
            it.elasticIp(),
            it.drift(),
            it.deletion(),
            it.suspend()));
  }

  Spec secondary() {
    return strategy(FixedIpSpec.Strategy.SecondaryAddress);
  }

  Spec atLaunch() {
    return strategy(FixedIpSpec.Strategy.PrimaryAtLaunch);
  }

  Spec onInterface(@Nullable String id) {
    InterfaceSpec now = it.interfaceOrDefault();
    return with(
        new InterfaceSpec(
            id,
            now.subnetId(),
            now.securityGroupIds(),
            now.deviceIndex(),
            now.deleteOnTermination(),
            now.sourceDestCheck(),
            now.tags()));
  }

  Spec subnet(String id) {
    InterfaceSpec now = it.interfaceOrDefault();
    return with(
        new InterfaceSpec(
            now.id(),
            id,
            now.securityGroupIds(),
            now.deviceIndex(),
            now.deleteOnTermination(),
            now.sourceDestCheck(),
            now.tags()));
  }

  Spec groups(String... ids) {
    InterfaceSpec now = it.interfaceOrDefault();
    return with(
        new InterfaceSpec(
            now.id(),
            now.subnetId(),
            List.of(ids),
            now.deviceIndex(),
            now.deleteOnTermination(),
            now.sourceDestCheck(),
            now.tags()));
  }

  Spec index(int index) {
    InterfaceSpec now = it.interfaceOrDefault();
    return with(
        new InterfaceSpec(
            now.id(),
            now.subnetId(),
            now.securityGroupIds(),
            index,
            now.deleteOnTermination(),
            now.sourceDestCheck(),
            now.tags()));
  }

  Spec attributes(boolean deleteOnTermination, boolean sourceDestCheck) {
    InterfaceSpec now = it.interfaceOrDefault();
    return with(
        new InterfaceSpec(
            now.id(),
            now.subnetId(),
            now.securityGroupIds(),
            now.deviceIndex(),
            deleteOnTermination,
            sourceDestCheck,
            now.tags()));
  }

  Spec tags(Map<String, String> tags) {
    InterfaceSpec now = it.interfaceOrDefault();
    return with(
        new InterfaceSpec(
            now.id(),
            now.subnetId(),
            now.securityGroupIds(),
            now.deviceIndex(),
            now.deleteOnTermination(),
            now.sourceDestCheck(),
            tags));
  }

  Spec pingFrom(String... from) {
    PingSpec now = it.pingOrDefault();
    return with(new PingSpec(now.enabled(), List.of(from), now.icmp(), now.securityGroupId()));
  }

  Spec pingGroup(String id) {
    PingSpec now = it.pingOrDefault();
    return with(new PingSpec(now.enabled(), now.from(), now.icmp(), id));
  }

  Spec allIcmp() {
    PingSpec now = it.pingOrDefault();
    return with(new PingSpec(now.enabled(), now.from(), PingSpec.Icmp.All, now.securityGroupId()));
  }

  Spec noPing() {
    return with(new PingSpec(false, null, null, null));
  }

  Spec reportsDrift() {
    return new Spec(
        new FixedIpSpec(
            it.address(),
            it.instance(),
            it.strategy(),
            it.networkInterface(),
            it.ping(),
            it.elasticIp(),
            DriftPolicy.Report,
            it.deletion(),
            it.suspend()));
  }

  Spec retained() {
    return new Spec(
        new FixedIpSpec(
            it.address(),
            it.instance(),
            it.strategy(),
            it.networkInterface(),
            it.ping(),
            it.elasticIp(),
            it.drift(),
            DeletionPolicy.Retain,
            it.suspend()));
  }

  Spec suspended() {
    return new Spec(
        new FixedIpSpec(
            it.address(),
            it.instance(),
            it.strategy(),
            it.networkInterface(),
            it.ping(),
            it.elasticIp(),
            it.drift(),
            it.deletion(),
            true));
  }

  Spec elasticIp(String allocationId) {
    return with(new ElasticIpSpec(allocationId, null));
  }

  Spec allocating() {
    return with(new ElasticIpSpec(null, true));
  }

  private Spec with(ElasticIpSpec other) {
    return new Spec(
        new FixedIpSpec(
            it.address(),
            it.instance(),
            it.strategy(),
            it.networkInterface(),
            it.ping(),
            other,
            it.drift(),
            it.deletion(),
            it.suspend()));
  }

  private Spec with(InterfaceSpec other) {
    return new Spec(
        new FixedIpSpec(
            it.address(),
            it.instance(),
            it.strategy(),
            other,
            it.ping(),
            it.elasticIp(),
            it.drift(),
            it.deletion(),
            it.suspend()));
  }

  private Spec with(PingSpec other) {
    return new Spec(
        new FixedIpSpec(
            it.address(),
            it.instance(),
            it.strategy(),
            it.networkInterface(),
            other,
            it.elasticIp(),
            it.drift(),
            it.deletion(),
            it.suspend()));
  }
}
