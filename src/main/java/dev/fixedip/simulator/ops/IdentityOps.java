package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.access.Access;
import dev.fixedip.simulator.access.Caller;
import dev.fixedip.simulator.access.Refusals;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.World;
import java.time.Duration;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageRequest;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What STS tells and gives to callers. */
final class IdentityOps {
  private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/.+");
  private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final int SHORTEST = 900;
  private static final int LONGEST = 43_200;

  private final World world;
  private final Access access;

  IdentityOps(World world, Access access) {
    this.world = world;
    this.access = access;
  }

  @Action
  GetCallerIdentityResponse identity(GetCallerIdentityRequest request) {
    Caller caller = Caller.CURRENT.get();
    return GetCallerIdentityResponse.builder()
        .account(World.OWNER)
        .arn(caller.arn())
        .userId(caller.userId())
        .build();
  }

  @Action
  AssumeRoleResponse assume(AssumeRoleRequest request) {
    check("roleArn", request.roleArn(), ROLE);
    check("roleSessionName", request.roleSessionName(), SESSION);
    int seconds = request.durationSeconds() == null ? 3600 : request.durationSeconds();
    if (seconds < SHORTEST || seconds > LONGEST) {
      throw invalid(
          "durationSeconds",
          Integer.toString(seconds),
          "between %d and %d".formatted(SHORTEST, LONGEST));
    }
    var session = access.assume(request.roleArn(), request.roleSessionName());
    return AssumeRoleResponse.builder()
        .credentials(c ->
            c.accessKeyId(session.accessKeyId())
                .secretAccessKey(session.secret())
                .sessionToken(session.token())
                .expiration(world.agenda().now().plus(Duration.ofSeconds(seconds))))
        .assumedRoleUser(
            u -> u.arn(session.caller().arn()).assumedRoleId(session.caller().userId()))
        .build();
  }

  @Action
  DecodeAuthorizationMessageResponse decode(DecodeAuthorizationMessageRequest request) {
    String encoded = request.encodedMessage() == null ? "" : request.encodedMessage();
    return Refusals.decoded(encoded)
        .map(it -> DecodeAuthorizationMessageResponse.builder().decodedMessage(it).build())
        .orElseThrow(
            () -> new Ec2Error("InvalidAuthorizationMessageException", "Message is not valid"));
  }

  private static void check(String parameter, String value, Pattern pattern) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw invalid(parameter, String.valueOf(value), "of the form " + pattern.pattern());
    }
  }

  private static Ec2Error invalid(String parameter, String value, String constraint) {
    return new Ec2Error(
        "ValidationError",
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must be %s"
            .formatted(value, parameter, constraint));
  }
}
