package dev.fixedip.simulator.access;

import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How EC2 and STS word that somebody may not call. */
public final class Refusals {
  private static final int FORBIDDEN = 403;

  private Refusals() {}

  /** Nobody is known by these credentials, or they signed something else. */
  static Ec2Error unknown(Protocol protocol) {
    return switch (protocol) {
      case EC2 ->
          new Ec2Error(
              "AuthFailure", "AWS was not able to validate the provided access credentials", 401);
      case STS ->
          new Ec2Error(
              "InvalidClientTokenId",
              "The security token included in the request is invalid.",
              FORBIDDEN);
    };
  }

  /** The caller may not do that. */
  static Ec2Error denied(Caller caller, Protocol protocol, String action) {
    String who =
        "User: %s is not authorized to perform: %s on resource: "
            .formatted(caller.arn(), qualified(protocol, action));
    String why = " with an explicit deny in an identity-based policy";
    return switch (protocol) {
      case EC2 ->
          new Ec2Error(
              "UnauthorizedOperation",
              "You are not authorized to perform this operation. %s%s%s. Encoded authorization"
                      .formatted(who, resource(), why)
                  + " failure message: "
                  + encoded(caller, action),
              FORBIDDEN);
      case STS -> new Ec2Error("AccessDenied", who + "*" + why, FORBIDDEN);
    };
  }

  /** The action with its service, as IAM names it. */
  static String qualified(Protocol protocol, String action) {
    return (protocol == Protocol.STS ? "sts:" : "ec2:") + action;
  }

  private static String resource() {
    return "arn:aws:ec2:%s:%s:*".formatted(World.REGION, World.OWNER);
  }

  private static String encoded(Caller caller, String action) {
    String told =
        """
        {"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[]},\
        "failures":{"items":[]},"context":{"principal":{"id":"%s","arn":"%s"},\
        "action":"%s","resource":"%s","conditions":{"items":[]}}}\
        """
            .formatted(caller.userId(), caller.arn(), qualified(Protocol.EC2, action), resource());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(told.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What an encoded authorization failure message says, as STS decodes it.
   *
   * @return empty for a text that is no such message
   */
  public static Optional<String> decoded(String encoded) {
    try {
      String told = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
      return Optional.of(told).filter(it -> it.startsWith("{\"allowed\""));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
