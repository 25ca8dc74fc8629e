package dev.fixedip.simulator.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a world file says of instances. */
public final class InstancePart {
  private InstancePart() {}

  /**
   * An image to launch from; a Linux and a Windows image are in every world.
   *
   * @param platform {@code windows}; null for Linux
   */
  public record Image(@Nullable String id, @Nullable String platform) {}

  /**
   * An instance. Its primary interface is made unless {@code networkInterfaces} has one that is
   * attached to it at device index 0.
   *
   * @param imageId the Linux image of every world when null
   * @param instanceType {@code t3.medium} when null
   * @param state {@code running} when null; one that is about to change has changed when it is read
   * @param stateReason why the state changed last; nothing when null
   * @param stateTransitionReason empty when null
   * @param privateIpAddress of the primary interface to make; any free one when null
   * @param groupIds of the primary interface to make; the VPC's default group when empty
   * @param associatePublicIpAddress whether the primary interface to make has a public address of
   *     Amazon's whenever the instance runs; when null, the subnet's mapPublicIpOnLaunch
   * @param launch how it was launched
   * @param attributes what only DescribeInstanceAttribute tells; the standard ones when null
   * @param guest the operating system inside
   */
  public record Instance(
      @Nullable String id,
      @Nullable String subnetId,
      @Nullable String imageId,
      @Nullable String instanceType,
      @Nullable String state,
      @Nullable StateReason stateReason,
      @Nullable String stateTransitionReason,
      @Nullable String privateIpAddress,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> groupIds,
      @Nullable Boolean associatePublicIpAddress,
      @Nullable String reservationId,
      @Nullable Instant launchTime,
      @Nullable Launch launch,
      @Nullable Attributes attributes,
      @Nullable Guest guest,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> tags) {

    /** What is left out is empty. */
    public Instance {
      groupIds = Parts.orNone(groupIds);
      tags = Parts.orNone(tags);
    }
  }

  /** Why the state changed last, such as {@code Client.UserInitiatedShutdown}. */
  public record StateReason(@Nullable String code, @Nullable String message) {}

  /**
   * How an instance was launched.
   *
   * @param amiLaunchIndex its number among those launched together; 0 when null
   * @param ebsOptimized false when null
   */
  public record Launch(
      @Nullable Integer amiLaunchIndex,
      @Nullable String clientToken,
      @Nullable String keyName,
      @Nullable Boolean ebsOptimized) {}

  /**
   * Attributes of an instance.
   *
   * @param disableApiTermination false when null
   * @param disableApiStop false when null
   * @param instanceInitiatedShutdownBehavior {@code stop} when null, or {@code terminate}
   * @param userData in base64
   */
  public record Attributes(
      @Nullable Boolean disableApiTermination,
      @Nullable Boolean disableApiStop,
      @Nullable String instanceInitiatedShutdownBehavior,
      @Nullable String userData) {}

  /**
   * The operating system inside an instance.
   *
   * @param address what somebody set inside it; null for DHCP
   * @param addressSince when that was set; when the world begins, when null
   * @param checkedAt from when on the status checks have a result; when the world begins, when null
   */
  public record Guest(
      @Nullable String address, @Nullable Instant addressSince, @Nullable Instant checkedAt) {}
}
