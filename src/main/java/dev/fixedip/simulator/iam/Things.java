package dev.fixedip.simulator.iam;

import dev.fixedip.simulator.world.Associations;
import dev.fixedip.simulator.world.Table;
import dev.fixedip.simulator.world.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The resources of a world as IAM sees them: their ARNs, their tags, and where they are. */
final class Things {
  private final World world;

  Things(World world) {
    this.world = world;
  }

  /** The resource with that id; one that is not there has no tags. */
  Stream<Thing> of(@Nullable String id) {
    return id == null ? Stream.empty() : tables(id).map(table -> in(table, id));
  }

  /** Those with these ids. */
  Stream<Thing> of(Collection<String> ids) {
    return ids.stream().flatMap(this::of);
  }

  private Stream<Table<?>> tables(String id) {
    return world.tables().stream()
        .filter(table -> id.startsWith(table.kind().words().prefix() + "-"));
  }

  private static <T> Thing in(Table<T> table, String id) {
    String type = table.kind().type().toString();
    return table
        .find(id)
        .map(row -> {
          Map<String, List<String>> keys = new HashMap<>(place(row));
          for (Tag tag : table.kind().tags().apply(row)) {
            keys.put(Keys.of(Keys.RESOURCE_TAG + tag.key()), List.of(tag.value()));
            keys.put(Keys.of(Keys.EC2_RESOURCE_TAG + tag.key()), List.of(tag.value()));
          }
          return new Thing(type, id, keys);
        })
        .orElseGet(() -> new Thing(type, id, Map.of()));
  }

  private static Map<String, List<String>> place(Object row) {
    return switch (row) {
      case NetworkInterface it ->
          Map.of(
              Keys.of(Keys.VPC), vpc(it.vpcId()),
              Keys.of(Keys.SUBNET), List.of(Thing.arn("subnet", it.subnetId())),
              Keys.of(Keys.ZONE), List.of(it.availabilityZone()));
      case Subnet it ->
          Map.of(
              Keys.of(Keys.VPC), vpc(it.vpcId()),
              Keys.of(Keys.ZONE), List.of(it.availabilityZone()));
      case Instance it -> Map.of(Keys.of(Keys.ZONE), List.of(it.placement().availabilityZone()));
      case SecurityGroup it -> Map.of(Keys.of(Keys.VPC), vpc(it.vpcId()));
      default -> Map.of();
    };
  }

  private static List<String> vpc(String id) {
    return List.of(Thing.arn("vpc", id));
  }

  /** The interface that an attachment holds and the instance that it is on. */
  Stream<Thing> ofAttachment(@Nullable String attachmentId) {
    return Optional.ofNullable(attachmentId)
        .flatMap(world.interfaces()::attachedBy)
        .map(it -> Stream.concat(of(it.networkInterfaceId()), instanceOf(it)))
        .orElseGet(() -> Stream.of(Thing.unknown("network-interface"), Thing.unknown("instance")));
  }

  /** The interface and the instance that it is on. */
  Stream<Thing> withInstance(@Nullable String interfaceId) {
    return Stream.concat(
        of(interfaceId),
        Optional.ofNullable(interfaceId).flatMap(world.interfaces()::find).stream()
            .flatMap(this::instanceOf));
  }

  private Stream<Thing> instanceOf(NetworkInterface it) {
    return it.attachment() == null ? Stream.empty() : of(it.attachment().instanceId());
  }

  /** The Elastic IP that is named by one of both. */
  Stream<Thing> ofElasticIp(@Nullable String allocationId, @Nullable String publicIp) {
    if (allocationId != null) {
      return of(allocationId);
    }
    return Optional.ofNullable(publicIp)
        .flatMap(world.elasticIps()::byPublicIp)
        .map(it -> of(it.allocationId()))
        .orElseGet(() -> Stream.of(Thing.unknown("elastic-ip")));
  }

  /** The Elastic IP of an association, named by one of both, and the interface that has it. */
  Stream<Thing> ofAssociation(@Nullable String associationId, @Nullable String publicIp) {
    var associations = new Associations(world);
    for (Address it : world.elasticIps().all()) {
      var place = associations.of(it.publicIp());
      if (place.isPresent()
          && (it.publicIp().equals(publicIp)
              || place.get().address().association().associationId().equals(associationId))) {
        return Stream.concat(of(it.allocationId()), of(place.get().face().networkInterfaceId()));
      }
    }
    return Stream.of(Thing.unknown("elastic-ip"), Thing.unknown("network-interface"));
  }
}
