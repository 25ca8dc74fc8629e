package dev.fixedip.simulator.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** The network interfaces, found also by instance, attachment and address. */
public final class InterfaceTable extends Table<NetworkInterface> {
  private record Slot(int card, int device) implements Comparable<Slot> {
    static Slot of(NetworkInterfaceAttachment attachment) {
      return new Slot(attachment.networkCardIndex(), attachment.deviceIndex());
    }

    @Override
    public int compareTo(Slot other) {
      int byCard = Integer.compare(card, other.card);
      return byCard != 0 ? byCard : Integer.compare(device, other.device);
    }
  }

  private final Map<String, SortedMap<Slot, String>> byInstance = new HashMap<>();
  private final Map<String, String> byAttachment = new HashMap<>();
  private final Map<String, Map<String, String>> byAddress = new HashMap<>();
  private final Map<String, String> byIpv6 = new HashMap<>();
  private final Map<String, String> byPublicIp = new HashMap<>();

  InterfaceTable(History history) {
    super(Kind.INTERFACE, history);
  }

  /** The interfaces of an instance, by network card and device index. */
  public List<NetworkInterface> of(String instanceId) {
    SortedMap<Slot, String> ids = byInstance.get(instanceId);
    return ids == null ? List.of() : ids.values().stream().map(this::get).toList();
  }

  /** The interface at an instance's device index of its first network card, if there is one. */
  public Optional<NetworkInterface> at(String instanceId, int deviceIndex) {
    return at(instanceId, 0, deviceIndex);
  }

  /** The interface at a device index of an instance's network card, if there is one. */
  public Optional<NetworkInterface> at(String instanceId, int card, int deviceIndex) {
    SortedMap<Slot, String> ids = byInstance.get(instanceId);
    return ids == null
        ? Optional.empty()
        : Optional.ofNullable(ids.get(new Slot(card, deviceIndex))).flatMap(this::find);
  }

  /** The interface that an attachment holds, if it is there. */
  public Optional<NetworkInterface> attachedBy(String attachmentId) {
    return Optional.ofNullable(byAttachment.get(attachmentId)).flatMap(this::find);
  }

  /** The id of the interface that has the address in the subnet, or null. */
  public @Nullable String holder(String subnetId, String address) {
    return byAddress.getOrDefault(subnetId, Map.of()).get(address);
  }

  /** The id of the interface that has the IPv6 address, in canonical form, or null. */
  public @Nullable String ipv6Holder(String address) {
    return byIpv6.get(address);
  }

  /** The id of the interface that the public address leads to, or null. */
  public @Nullable String publicHolder(String publicIp) {
    return byPublicIp.get(publicIp);
  }

  /** The addresses in use in a subnet; a view. */
  public Collection<String> addresses(String subnetId) {
    return byAddress.getOrDefault(subnetId, Map.of()).keySet();
  }

  @Override
  void changed(@Nullable NetworkInterface before, @Nullable NetworkInterface after) {
    if (before != null) {
      forget(before);
    }
    if (after != null) {
      learn(after);
    }
  }

  private void forget(NetworkInterface face) {
    Map<String, String> addresses = byAddress.getOrDefault(face.subnetId(), new HashMap<>());
    for (NetworkInterfacePrivateIpAddress address : face.privateIpAddresses()) {
      addresses.remove(address.privateIpAddress(), face.networkInterfaceId());
      if (address.association() != null) {
        byPublicIp.remove(address.association().publicIp(), face.networkInterfaceId());
      }
    }
    face.ipv6Addresses()
        .forEach(address -> byIpv6.remove(address.ipv6Address(), face.networkInterfaceId()));
    var attachment = face.attachment();
    if (attachment != null) {
      byAttachment.remove(attachment.attachmentId());
      var attached = byInstance.get(attachment.instanceId());
      if (attached != null) {
        attached.remove(Slot.of(attachment), face.networkInterfaceId());
        if (attached.isEmpty()) {
          byInstance.remove(attachment.instanceId());
        }
      }
    }
  }

  private void learn(NetworkInterface face) {
    String id = face.networkInterfaceId();
    var addresses = byAddress.computeIfAbsent(face.subnetId(), subnet -> new HashMap<>());
    for (NetworkInterfacePrivateIpAddress address : face.privateIpAddresses()) {
      addresses.put(address.privateIpAddress(), id);
      if (address.association() != null) {
        byPublicIp.put(address.association().publicIp(), id);
      }
    }
    face.ipv6Addresses().forEach(address -> byIpv6.put(address.ipv6Address(), id));
    var attachment = face.attachment();
    if (attachment != null) {
      byAttachment.put(attachment.attachmentId(), id);
      byInstance
          .computeIfAbsent(attachment.instanceId(), instance -> new TreeMap<>())
          .put(Slot.of(attachment), id);
    }
  }
}
