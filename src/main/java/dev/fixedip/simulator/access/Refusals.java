package dev.fixedip.simulator.access;

import dev.fixedip.simulator.iam.Ask;
import dev.fixedip.simulator.iam.Policy.Verdict;
import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** How EC2 and STS word that somebody may not call. */
public final class Refusals {
  private static final int FORBIDDEN = 403;
  private static final String EVERYTHING =
      "arn:aws:ec2:%s:%s:*".formatted(World.REGION, World.OWNER);

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

  /** Something stands against that action, whatever it is done to. */
  static Ec2Error denied(Caller caller, Protocol protocol, String action) {
    String resource = protocol == Protocol.STS ? Ask.ALL : EVERYTHING;
    return refused(
        caller, protocol, new Ask(protocol.qualified(action), resource, Map.of()), Verdict.DENIED);
  }

  /** The caller's policies do not allow what the call needs. */
  static Ec2Error refused(Caller caller, Protocol protocol, Ask ask, Verdict verdict) {
    boolean everywhere = protocol == Protocol.EC2 && ask.resource().equals(Ask.ALL);
    String who =
        "User: %s is not authorized to perform: %s%s%s"
            .formatted(
                caller.arn(),
                ask.action(),
                everywhere ? "" : " on resource: " + ask.resource(),
                verdict == Verdict.DENIED
                    ? " with an explicit deny in an identity-based policy"
                    : " because no identity-based policy allows the %s action"
                        .formatted(ask.action()));
    return switch (protocol) {
      case EC2 ->
          new Ec2Error(
              "UnauthorizedOperation",
              "You are not authorized to perform this operation. "
                  + who
                  + (everywhere
                      ? ""
                      : ". Encoded authorization failure message: "
                          + encoded(caller, ask, verdict)),
              FORBIDDEN);
      case STS -> new Ec2Error("AccessDenied", who, FORBIDDEN);
    };
  }

  private static String encoded(Caller caller, Ask ask, Verdict verdict) {
    String told =
        """
        {"allowed":false,"explicitDeny":%s,"matchedStatements":{"items":[]},\
        "failures":{"items":[]},"context":{"principal":{"id":"%s","arn":"%s"},\
        "action":"%s","resource":"%s","conditions":{"items":[]}}}\
        """
            .formatted(
                verdict == Verdict.DENIED,
                caller.userId(),
                caller.arn(),
                ask.action(),
                ask.resource());
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
