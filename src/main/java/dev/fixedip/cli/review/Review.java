package dev.fixedip.cli.review;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code plan} tells: the document of {@code -o json} and {@code -o yaml}, which docs/plan.md
 * describes, and the source of the text.
 *
 * @param ec2 which EC2 was read, for people; absent if there was nothing to look for
 * @param clusterId what the operator's tags in EC2 say; absent while there are none
 * @param fixedIps in the order of the files
 * @param conflicts what the files ask for that they cannot all have
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonAutoDetect(isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public record Review(
    @Nullable String ec2,
    @Nullable String clusterId,
    Summary summary,
    List<Entry> fixedIps,
    List<Conflict> conflicts) {

  /** How a FixedIp stands. */
  public enum State {
    /** There is nothing to do. */
    InPlace,
    /** There are calls to make. */
    Changes,
    /** Something must come by itself first. */
    Waiting,
    /** Somebody must do something first. */
    Refused,
    /** The spec says that nothing may be touched. */
    Suspended
  }

  /** What a call does. */
  public enum Change {
    Add("+"),
    Remove("-"),
    Modify("~");

    private final String sign;

    Change(String sign) {
      this.sign = sign;
    }

    /** As a diff marks it. */
    String sign() {
      return sign;
    }
  }

  /**
   * All of it in numbers.
   *
   * @param calls to EC2, of all FixedIps that are to be changed
   * @param otherDocuments documents that are no FixedIps
   */
  public record Summary(
      int fixedIps,
      int inPlace,
      int toChange,
      int calls,
      int waiting,
      int refused,
      int suspended,
      int conflicts,
      int otherDocuments) {}

  /**
   * Where something was declared.
   *
   * @param document which of the file's, from 1
   * @param item which of a list's, from 1; absent outside of lists
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Source(
      String namespace, String name, String file, int document, @Nullable Integer item) {}

  /**
   * One FixedIp.
   *
   * @param instance as the spec names it
   * @param instanceId the instance that this is now; absent if there is none
   * @param reason as in the condition Ready; absent when nothing can be said
   * @param actions in order; not carried out while the state is Refused or Suspended
   * @param drift where EC2 departs from what the status says was in place
   * @param notes what is not as asked, and stands in nobody's way
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      Source source,
      String address,
      @Nullable JsonNode instance,
      @Nullable String instanceId,
      @Nullable String instanceName,
      State state,
      @Nullable String reason,
      @Nullable String message,
      List<Action> actions,
      List<Difference> drift,
      List<String> notes) {}

  /**
   * One call to EC2.
   *
   * @param action the API action, such as {@code AttachNetworkInterface}
   * @param difference the field that it puts right; absent if it only tidies up
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Action(
      Change change,
      String action,
      String target,
      String reason,
      @Nullable Difference difference) {}

  /** A field that is not as wanted. */
  public record Difference(String field, String desired, String observed) {}

  /**
   * Several FixedIps that cannot all have what they ask for.
   *
   * @param between those, in the order of the files
   */
  public record Conflict(Kind kind, String message, List<Source> between) {
    /** What they share. */
    public enum Kind {
      Name,
      Address,
      DeviceIndex,
      Interface
    }
  }

  /** There are no FixedIps in the files. */
  public static Review ofNothing(int others) {
    return new Review(null, null, Summaries.of(List.of(), List.of(), others), List.of(), List.of());
  }

  /**
   * Whether the operator would refuse something, or the files ask for what they cannot all have.
   */
  public boolean isRefused() {
    return !conflicts.isEmpty() || fixedIps.stream().anyMatch(it -> it.state() == State.Refused);
  }

  /** Whether there is nothing to do, and nothing that is in the way. */
  public boolean isInPlace() {
    return conflicts.isEmpty()
        && fixedIps.stream()
            .allMatch(it -> it.state() == State.InPlace || it.state() == State.Suspended);
  }
}
