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
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** The network interfaces, found also by instance, attachment and address. */
public final class InterfaceTable extends Table<NetworkInterface> {
  private final Map<String, SortedMap<Integer, String>> byInstance = new HashMap<>();
  private final Map<String, String> byAttachment = new HashMap<>();
  private final Map<String, Map<String, String>> byAddress = new HashMap<>();

  InterfaceTable(History history) {
    super(Kind.INTERFACE, history);
  }

  /** The interfaces of an instance, by device index. */
  public List<NetworkInterface> of(String instanceId) {
    SortedMap<Integer, String> ids = byInstance.get(instanceId);
    return ids == null ? List.of() : ids.values().stream().map(this::get).toList();
  }

  /** The interface at an instance's device index, if there is one. */
  public Optional<NetworkInterface> at(String instanceId, int deviceIndex) {
    SortedMap<Integer, String> ids = byInstance.get(instanceId);
    return ids == null
        ? Optional.empty()
        : Optional.ofNullable(ids.get(deviceIndex)).flatMap(this::find);
  }

  /** The interface that an attachment holds, if it is there. */
  public Optional<NetworkInterface> attachedBy(String attachmentId) {
    return Optional.ofNullable(byAttachment.get(attachmentId)).flatMap(this::find);
  }

  /** The id of the interface that has the address in the subnet, or null. */
  public @Nullable String holder(String subnetId, String address) {
    return byAddress.getOrDefault(subnetId, Map.of()).get(address);
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
    }
    var attachment = face.attachment();
    if (attachment != null) {
      byAttachment.remove(attachment.attachmentId());
      var attached = byInstance.get(attachment.instanceId());
      if (attached != null) {
        attached.remove(attachment.deviceIndex());
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
    }
    var attachment = face.attachment();
    if (attachment != null) {
      byAttachment.put(attachment.attachmentId(), id);
      byInstance
          .computeIfAbsent(attachment.instanceId(), instance -> new TreeMap<>())
          .put(attachment.deviceIndex(), id);
    }
  }
}
