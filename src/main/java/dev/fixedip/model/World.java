package dev.fixedip.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** EC2 in one account and region, as it is known at a moment. Its answers never block. */
public interface World {

  /** The interface with that id. */
  Seen<NetworkInterface> networkInterface(String id);

  /** The interface that has the address, as primary or secondary, in that subnet. */
  Optional<NetworkInterface> holder(String subnetId, String address);

  /** The interfaces of an instance, in the order of their device indexes. */
  List<NetworkInterface> interfacesOf(String instanceId);

  /** The interfaces that were made for the FixedIp with that UID, or adopted by it, by id. */
  List<NetworkInterface> ownedBy(String uid);

  /** Whether nothing that we wrote to the interface still waits for a read that shows it. */
  boolean isConfirmed(String interfaceId);

  /** The instance with that id. */
  Seen<Instance> instance(String id);

  /** What EC2's check of the instance said when it was read last; empty if it never was. */
  Optional<Reachability> reachability(String instanceId);

  /** The instances that have all these tags, whatever their state, by id. */
  List<Instance> instancesTagged(Map<String, String> tags);

  /** What the instance type can hold; unread until somebody asked for it. */
  Seen<InstanceType> instanceType(String name);

  /** The subnet with that id, if it exists. */
  Optional<Subnet> subnet(String id);

  /** All subnets of the region whose CIDR holds the address, by id. */
  List<Subnet> subnetsHolding(String address);

  /** All subnets of a VPC, by id. */
  List<Subnet> subnetsOf(String vpcId);

  /** The VPC with that id, if it exists. */
  Optional<Vpc> vpc(String id);

  /** The ingress rules of a group, by id; unread until somebody asked for them. */
  Seen<List<SecurityGroupRule>> rules(String groupId);

  /** All Elastic IPs; unread until somebody asked for one. */
  Seen<ElasticIps> elasticIps();

  /** The Elastic IP with that allocation id; gone if a read of all did not show it. */
  default Seen<ElasticIp> elasticIp(String allocationId) {
    return elasticIps()
        .present()
        .map(all ->
            all.find(allocationId)
                .<Seen<ElasticIp>>map(Seen.Present::new)
                .orElseGet(Seen.Gone::new))
        .orElseGet(Seen.Unread::new);
  }

  /** The Elastic IPs whose tags name that FixedIp, of whatever cluster and UID. */
  default Seen<List<ElasticIp>> elasticIpsFor(String namespace, String name) {
    return elasticIps()
        .present()
        .<Seen<List<ElasticIp>>>map(all -> new Seen.Present<>(all.of(namespace, name)))
        .orElseGet(Seen.Unread::new);
  }

  /** The Elastic IPs of that interface's private addresses, as far as any were read. */
  default List<ElasticIp> elasticIpsOn(String interfaceId) {
    return elasticIps().present().map(all -> all.on(interfaceId)).orElse(List.of());
  }

  /** Whether nothing that we wrote to the Elastic IP still waits for a read that shows it. */
  default boolean isElasticIpConfirmed(String allocationId) {
    return elasticIps().present().filter(all -> all.unconfirmed().contains(allocationId)).isEmpty();
  }
}
