package dev.fixedip.plan;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.ElasticIps;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Seen;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Elastic IPs of the small EC2, and what it refuses about them. */
final class Ec2ElasticIps {
  private final Ec2 ec2;
  private final Map<String, ElasticIp> all = new TreeMap<>();
  private Instant readAt = Instant.MAX;
  private boolean denied;
  private int made;

  Ec2ElasticIps(Ec2 ec2) {
    this.ec2 = ec2;
  }

  /** Somebody's Elastic IP, associated with nothing. */
  Ec2ElasticIps has(String allocationId, String publicIp) {
    all.put(allocationId, new ElasticIp(allocationId, publicIp, null, Map.of()));
    return this;
  }

  /** Associates it, whoever asks; what is not on the interface any more is let go. */
  Ec2ElasticIps on(String allocationId, String interfaceId, String address) {
    NetworkInterface eni = ec2.get(interfaceId);
    all.computeIfPresent(
        allocationId,
        (_, it) ->
            it.with(
                new ElasticIp.Association(
                    "eipassoc-" + ++made, interfaceId, eni.instanceId().orElse(null), address)));
    return this;
  }

  Ec2ElasticIps off(String allocationId) {
    all.computeIfPresent(allocationId, (_, it) -> it.with(null));
    return this;
  }

  /** Takes all tags off. */
  Ec2ElasticIps untagged(String allocationId) {
    all.computeIfPresent(
        allocationId,
        (_, it) -> new ElasticIp(allocationId, it.publicIp(), it.association(), Map.of()));
    return this;
  }

  /** When the last read began that shows them; the end of time unless said otherwise. */
  Ec2ElasticIps readAt(Instant at) {
    readAt = at;
    return this;
  }

  /** Whether reads of them are refused. */
  Ec2ElasticIps denied(boolean now) {
    denied = now;
    return this;
  }

  ElasticIp get(String allocationId) {
    return Optional.ofNullable(all.get(allocationId)).orElseThrow();
  }

  /** The one that the address of that interface has. */
  Optional<ElasticIp> of(String address) {
    return List.copyOf(all.values()).stream()
        .map(this::now)
        .filter(it -> it.association() != null && it.association().isWith(address))
        .findFirst();
  }

  List<ElasticIp> all() {
    return all.values().stream().map(this::now).toList();
  }

  Seen<ElasticIps> seen() {
    return denied ? new Seen.Unread<>() : new Seen.Present<>(ElasticIps.read(readAt, all()));
  }

  /** EC2 ends an association with the address or the interface that it is with. */
  private ElasticIp now(ElasticIp it) {
    ElasticIp.Association with = it.association();
    if (with == null || with.interfaceId() == null) {
      return it;
    }
    NetworkInterface eni = ec2.interfaces.get(with.interfaceId());
    return eni == null || !eni.addresses().contains(String.valueOf(with.privateAddress()))
        ? it.with(null)
        : it.with(
            new ElasticIp.Association(
                with.id(), eni.id(), eni.instanceId().orElse(null), with.privateAddress()));
  }

  /** Carries it out; answers EC2's error code if it refuses, null if it succeeds. */
  @Nullable String apply(ElasticIpAction action) {
    all.replaceAll((_, it) -> now(it));
    if (!(action instanceof ElasticIpAction.Allocate) && !all.containsKey(action.allocationId())) {
      return "InvalidAllocationID.NotFound";
    }
    switch (action) {
      case ElasticIpAction.Allocate it -> {
        String id = "eipalloc-made-" + ++made;
        all.put(id, new ElasticIp(id, "52.0.0." + made, null, it.tags()));
      }
      case ElasticIpAction.Associate it -> {
        NetworkInterface eni = ec2.interfaces.get(it.interfaceId());
        if (eni == null || !eni.addresses().contains(it.address())) {
          return "InvalidParameterValue";
        }
        boolean taken =
            all.values().stream().anyMatch(some -> some.isWith(it.interfaceId(), it.address()));
        if (taken || get(it.allocationId()).association() != null) {
          return "Resource.AlreadyAssociated";
        }
        on(it.allocationId(), it.interfaceId(), it.address());
      }
      case ElasticIpAction.Disassociate it -> {
        ElasticIp.Association with = get(it.allocationId()).association();
        if (with == null || !with.id().equals(it.associationId())) {
          return "InvalidAssociationID.NotFound";
        }
        off(it.allocationId());
      }
      case ElasticIpAction.Release it -> {
        if (get(it.allocationId()).association() != null) {
          return "InvalidIPAddress.InUse";
        }
        all.remove(it.allocationId());
      }
      case ElasticIpAction.AddTags it ->
          all.computeIfPresent(
              it.allocationId(), (_, old) -> old.withTags(new HashMap<>(it.tags())));
      case ElasticIpAction.RemoveTags it -> {
        Map<String, @Nullable String> gone = new HashMap<>();
        it.tags().keySet().forEach(key -> gone.put(key, null));
        all.computeIfPresent(it.allocationId(), (_, old) -> old.withTags(gone));
      }
    }
    return null;
  }
}
