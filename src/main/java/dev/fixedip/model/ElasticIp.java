package dev.fixedip.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An Elastic IP: a public IPv4 address of the account.
 *
 * @param association null while it is associated with nothing
 */
public record ElasticIp(
    String allocationId,
    String publicIp,
    @Nullable Association association,
    Map<String, String> tags)
    implements Tagged {

  /** Keeps its own unchangeable copy of the tags. */
  public ElasticIp {
    tags = Map.copyOf(tags);
  }

  /**
   * What ties an Elastic IP to a private address.
   *
   * @param interfaceId null where EC2 shows none
   * @param instanceId the instance that has the interface; null if none has
   * @param privateAddress null where EC2 shows none
   */
  public record Association(
      String id,
      @Nullable String interfaceId,
      @Nullable String instanceId,
      @Nullable String privateAddress) {

    /** Whether it is with that private address of that interface. */
    public boolean isWith(String otherInterfaceId, String address) {
      return otherInterfaceId.equals(interfaceId) && isWith(address);
    }

    /** Whether it is with that private address, on whatever interface. */
    public boolean isWith(String address) {
      return address.equals(privateAddress);
    }
  }

  /** Whether it is with that private address of that interface. */
  public boolean isWith(String interfaceId, String address) {
    return association != null && association.isWith(interfaceId, address);
  }

  /** The same Elastic IP, associated so. */
  public ElasticIp with(@Nullable Association other) {
    return new ElasticIp(allocationId, publicIp, other, tags);
  }

  /** The same Elastic IP with those tags added; a null value takes the tag away. */
  public ElasticIp withTags(Map<String, @Nullable String> changes) {
    return new ElasticIp(allocationId, publicIp, association, tagsWith(changes));
  }
}
