package dev.fixedip.plan;

import dev.fixedip.api.FixedIpSpec.InstanceSelector;
import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How messages name the things of EC2. */
final class Words {
  private Words() {}

  /** Says who has the address, and what to do. */
  static String inUse(Desired desired, NetworkInterface it, World world) {
    return "%s already belongs to %s: choose another address, or free it there first"
        .formatted(desired.address(), holder(it, world));
  }

  /** What the Elastic IP is associated with. */
  static String holder(ElasticIp it, World world) {
    ElasticIp.Association association = it.association();
    if (association == null || association.interfaceId() == null) {
      return "something else";
    }
    return "%s on %s"
        .formatted(
            association.privateAddress(),
            world
                .networkInterface(association.interfaceId())
                .present()
                .map(eni -> holder(eni, world))
                .orElseGet(() ->
                    "network interface "
                        + association.interfaceId()
                        + (association.instanceId() == null
                            ? ""
                            : " of instance " + association.instanceId())));
  }

  /** The Elastic IP's address, with its allocation id. */
  static String named(ElasticIp it) {
    return "%s (%s)".formatted(it.publicIp(), it.allocationId());
  }

  private static String holder(NetworkInterface it, World world) {
    String label = it.name().map(name -> " (" + name + ")").orElse("");
    Optional<String> service = Owners.service(it.origin());
    if (service.isPresent()) {
      return "%s, which has it on its network interface %s%s%s"
          .formatted(service.get(), it.id(), label, instance(it, world));
    }
    if (it.origin().isService()) {
      return "%s%s, a network interface of type %s that AWS manages%s%s"
          .formatted(
              it.id(),
              label,
              it.origin().type(),
              it.origin().requesterId() == null ? "" : " for " + it.origin().requesterId(),
              it.origin().description().isEmpty() ? "" : ", '" + it.origin().description() + "'");
    }
    return "network interface %s%s%s"
        .formatted(
            it.id(),
            label,
            it.instanceId().isPresent() ? instance(it, world) : ", which is attached to nothing");
  }

  private static String instance(NetworkInterface it, World world) {
    return it.instanceId()
        .map(id -> " of instance " + world.instance(id).present().map(Words::named).orElse(id))
        .orElse("");
  }

  /** The instance's id, with its Name tag. */
  static String named(Instance it) {
    return it.name().map(name -> it.id() + " (" + name + ")").orElse(it.id());
  }

  /** Whom a selector names. */
  static String selected(InstanceSelector selector) {
    return selector.isById() ? String.valueOf(selector.id()) : "The instance with " + selector;
  }

  /** A state as EC2 writes it. */
  static String state(Instance.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All addresses of an interface in one line. */
  static String addresses(NetworkInterface it) {
    return it.addresses().isEmpty() ? "no address" : String.join(", ", it.addresses());
  }

  /** Ids in one line. */
  static String ids(List<NetworkInterface> some) {
    return some.stream().map(NetworkInterface::id).collect(Collectors.joining(", "));
  }
}
