package dev.fixedip.ec2;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIpWrite;
import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.World;
import dev.fixedip.model.Write;
import dev.fixedip.plan.ElasticIpAction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The mutating calls to Elastic IPs. */
final class ElasticIpCalls {
  private final Ec2Client client;

  ElasticIpCalls(Ec2Client client) {
    this.client = client;
  }

  /**
   * Makes the call of the action, once.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if EC2 refuses or does not answer
   */
  Calls.Answered make(ElasticIpAction action, World world) {
    return switch (action) {
      case ElasticIpAction.Allocate it -> {
        var response =
            client.allocateAddress(request ->
                request
                    .domain(DomainType.VPC)
                    .tagSpecifications(Requests.tagged(ResourceType.ELASTIC_IP, it.tags())));
        yield Calls.Answered.of(
            response,
            new ElasticIpWrite.Allocated(
                new ElasticIp(response.allocationId(), response.publicIp(), null, it.tags())));
      }
      case ElasticIpAction.Associate it -> {
        var response =
            client.associateAddress(request ->
                request
                    .allocationId(it.allocationId())
                    .networkInterfaceId(it.interfaceId())
                    .privateIpAddress(it.address())
                    .allowReassociation(false));
        yield Calls.Answered.of(
            response,
            new ElasticIpWrite.Associated(
                it.allocationId(), association(response.associationId(), it, world)));
      }
      case ElasticIpAction.Disassociate it ->
          Calls.Answered.of(
              client.disassociateAddress(request -> request.associationId(it.associationId())),
              new ElasticIpWrite.Disassociated(it.allocationId(), it.associationId()));
      case ElasticIpAction.Release it ->
          Calls.Answered.of(
              client.releaseAddress(request -> request.allocationId(it.allocationId())),
              new ElasticIpWrite.Released(it.allocationId()));
      case ElasticIpAction.AddTags it ->
          Calls.Answered.of(
              client.createTags(
                  request -> request.resources(it.allocationId()).tags(Requests.tags(it.tags()))),
              new ElasticIpWrite.Tagged(it.allocationId(), new HashMap<>(it.tags())));
      case ElasticIpAction.RemoveTags it ->
          Calls.Answered.of(
              client.deleteTags(
                  request -> request.resources(it.allocationId()).tags(Requests.tags(it.tags()))),
              new ElasticIpWrite.Tagged(
                  it.allocationId(),
                  Calls.taken(
                      it.tags(),
                      world.elasticIp(it.allocationId()).present().map(ElasticIp::tags))));
    };
  }

  private static ElasticIp.Association association(
      String id, ElasticIpAction.Associate it, World world) {
    return new ElasticIp.Association(
        id,
        it.interfaceId(),
        world
            .networkInterface(it.interfaceId())
            .present()
            .flatMap(NetworkInterface::instanceId)
            .orElse(null),
        it.address());
  }

  /** What to look at to see whether the call was made after all, and what stood in its way. */
  static Set<Key> concern(ElasticIpAction action) {
    return switch (action) {
      case ElasticIpAction.Allocate it ->
          Set.of(
              new Key.OfElasticIpsFor(
                  it.tags().getOrDefault(Ownership.NAMESPACE, ""),
                  it.tags().getOrDefault(Ownership.NAME, "")));
      case ElasticIpAction.Associate it -> {
        Set<Key> keys = new HashSet<>();
        keys.add(new Key.OfElasticIp(it.allocationId()));
        keys.add(new Key.OfInterface(it.interfaceId()));
        yield keys;
      }
      case ElasticIpAction.Disassociate _,
          ElasticIpAction.Release _,
          ElasticIpAction.AddTags _,
          ElasticIpAction.RemoveTags _ ->
          Set.of(new Key.OfElasticIp(action.allocationId()));
    };
  }

  /** What is so when EC2 does not find what the action takes away; empty if it takes nothing. */
  static Optional<Write> goneAlready(ElasticIpAction action) {
    return switch (action) {
      case ElasticIpAction.Disassociate it ->
          Optional.of(new ElasticIpWrite.Disassociated(it.allocationId(), it.associationId()));
      case ElasticIpAction.Release it ->
          Optional.of(new ElasticIpWrite.Released(it.allocationId()));
      case ElasticIpAction.RemoveTags it ->
          Optional.of(new ElasticIpWrite.Released(it.allocationId()));
      case ElasticIpAction.Allocate _, ElasticIpAction.Associate _, ElasticIpAction.AddTags _ ->
          Optional.empty();
    };
  }
}
