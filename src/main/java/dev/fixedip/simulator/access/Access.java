package dev.fixedip.simulator.access;

import dev.fixedip.simulator.wire.HttpCall;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Ids;
import dev.fixedip.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may call, and what they may not do. As long as no user is added, every credential is good,
 * and a call without one too.
 */
public final class Access {
  private record Credential(String secret, Caller caller, List<String> names) {}

  /** Temporary credentials of a role's session. */
  public record Session(String accessKeyId, String secret, String token, Caller caller) {}

  private final long seed;
  private Ids ids;
  private final Map<String, Credential> credentials = new HashMap<>();
  private final List<Denial> denials = new ArrayList<>();
  private boolean open = true;

  /**
   * Everybody may do everything.
   *
   * @param seed of the ids and secrets that are given out
   */
  public Access(long seed) {
    this.seed = seed;
    this.ids = new Ids(seed);
  }

  /** Adds a user; from now on only those who were added may call. */
  public synchronized void addUser(String name, String accessKeyId, String secret) {
    open = false;
    var caller = Caller.user(accessKeyId, name);
    credentials.put(
        accessKeyId, new Credential(secret, caller, List.of(accessKeyId, caller.arn())));
  }

  /** Adds what somebody may not do. */
  public synchronized void deny(Denial denial) {
    denials.add(denial);
  }

  /** Allows everything again to those who may call. */
  public synchronized void allowAll() {
    denials.clear();
  }

  /** What is denied. */
  public synchronized List<Denial> denials() {
    return List.copyOf(denials);
  }

  /** Everybody may do everything again; users and sessions are forgotten. */
  public synchronized void reset() {
    open = true;
    ids = new Ids(seed);
    credentials.clear();
    denials.clear();
  }

  /**
   * Who signed the call.
   *
   * @throws Ec2Error {@code AuthFailure}
   */
  public synchronized Caller authenticate(HttpCall call) {
    Optional<Signature> signature = Signature.of(call);
    Optional<Credential> known = signature.map(Signature::accessKeyId).map(credentials::get);
    if (open) {
      return known
          .map(Credential::caller)
          .orElseGet(() -> Caller.root(signature.map(Signature::accessKeyId).orElse("")));
    }
    return known
        .filter(it -> signature.orElseThrow().isMadeWith(it.secret, call))
        .map(Credential::caller)
        .orElseThrow(() ->
            new Ec2Error(
                "AuthFailure",
                "AWS was not able to validate the provided access credentials",
                401));
  }

  /**
   * Refuses what is denied to the caller.
   *
   * @throws Ec2Error {@code UnauthorizedOperation}
   */
  public synchronized void authorize(Caller caller, String action) {
    Credential known = credentials.get(caller.accessKeyId());
    List<String> names = known == null ? List.of(caller.accessKeyId(), caller.arn()) : known.names;
    if (denials.stream().anyMatch(denial -> denial.matches(names, action))) {
      throw new Ec2Error("UnauthorizedOperation", words(caller, action), 403);
    }
  }

  private static String words(Caller caller, String action) {
    return ("You are not authorized to perform this operation. User: %s is not authorized to"
            + " perform: ec2:%s on resource: arn:aws:ec2:%s:%s:* with an explicit deny in an"
            + " identity-based policy. Encoded authorization failure message: %s")
        .formatted(caller.arn(), action, World.REGION, World.OWNER, encoded(caller, action));
  }

  private static String encoded(Caller caller, String action) {
    String told =
        """
        {"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[]},\
        "failures":{"items":[]},"context":{"principal":{"id":"%s","arn":"%s"},\
        "action":"ec2:%s","resource":"arn:aws:ec2:%s:%s:*","conditions":{"items":[]}}}\
        """
            .formatted(caller.userId(), caller.arn(), action, World.REGION, World.OWNER);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(told.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives out temporary credentials of a role. */
  public synchronized Session assume(String roleArn, String sessionName) {
    String key = ids.accessKeyId("ASIA");
    var caller = Caller.session(key, roleArn, ids.accessKeyId("AROA"), sessionName);
    var session = new Session(key, ids.secret(), ids.secret() + ids.secret(), caller);
    credentials.put(
        key,
        new Credential(session.secret, caller, Stream.of(key, roleArn, caller.arn()).toList()));
    return session;
  }
}
