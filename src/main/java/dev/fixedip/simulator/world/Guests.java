package dev.fixedip.simulator.world;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The operating systems inside the instances, as far as EC2's reachability check notices them. */
public final class Guests {
  /**
   * One guest.
   *
   * @param checkedAt from when on the status checks of this run have a result
   * @param address what someone set inside the guest; null as long as it uses DHCP
   * @param addressSince when that was set
   */
  public record Guest(
      Instant checkedAt, @Nullable String address, @Nullable Instant addressSince) {}

  private final Map<String, Guest> guests = new HashMap<>();

  /** Notes that an instance runs, and from when on its status checks have a result. */
  public void started(String instanceId, Instant checkedAt) {
    Guest before = guests.get(instanceId);
    guests.put(
        instanceId,
        before == null
            ? new Guest(checkedAt, null, null)
            : new Guest(checkedAt, before.address, before.addressSince));
  }

  /** Forgets a guest. */
  public void forget(String instanceId) {
    guests.remove(instanceId);
  }

  /** From when on the status checks of this run have a result. */
  public Instant checkedAt(String instanceId) {
    Guest guest = guests.get(instanceId);
    return guest == null ? Instant.MIN : guest.checkedAt;
  }

  /** The guest of an instance that has run. */
  public Optional<Guest> find(String instanceId) {
    return Optional.ofNullable(guests.get(instanceId));
  }

  /** Puts a guest as it was elsewhere. */
  public void put(String instanceId, Guest guest) {
    guests.put(instanceId, guest);
  }

  /** Sets an address inside the guest. */
  public void setAddress(String instanceId, String address, Instant now) {
    guests.put(instanceId, new Guest(checkedAt(instanceId), address, now));
  }

  /** Sets the guest back to DHCP. */
  public void useDhcp(String instanceId) {
    guests.put(instanceId, new Guest(checkedAt(instanceId), null, null));
  }

  /** Since when the guest's address is none of its primary interface, if that is so. */
  public Optional<Instant> unreachableSince(String instanceId, NetworkInterface primary) {
    Guest guest = guests.get(instanceId);
    if (guest == null || guest.address == null) {
      return Optional.empty();
    }
    return primary.privateIpAddresses().stream()
            .anyMatch(address -> address.privateIpAddress().equals(guest.address))
        ? Optional.empty()
        : Optional.ofNullable(guest.addressSince);
  }
}
