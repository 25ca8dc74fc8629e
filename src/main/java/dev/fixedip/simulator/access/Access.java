package dev.fixedip.simulator.access;

import dev.fixedip.simulator.wire.HttpCall;
import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * @throws Ec2Error {@code AuthFailure}, or STS's word for it
   */
  public synchronized Caller authenticate(HttpCall call, Protocol protocol) {
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
        .orElseThrow(() -> Refusals.unknown(protocol));
  }

  /**
   * Refuses what is denied to the caller. Everybody may ask who he is.
   *
   * @throws Ec2Error {@code UnauthorizedOperation}, or STS's word for it
   */
  public synchronized void authorize(Caller caller, Protocol protocol, String action) {
    Credential known = credentials.get(caller.accessKeyId());
    List<String> names = known == null ? List.of(caller.accessKeyId(), caller.arn()) : known.names;
    if (denials.stream()
            .anyMatch(denial -> denial.matches(names, Refusals.qualified(protocol, action)))
        && !action.equals("GetCallerIdentity")) {
      throw Refusals.denied(caller, protocol, action);
    }
  }

  /** Gives out temporary credentials of a role. */
  public synchronized Session assume(String roleArn, String sessionName) {
    String key = ids.accessKeyId("ASIA");
    var caller = Caller.session(key, roleArn, ids.accessKeyId("AROA"), sessionName);
    var session = new Session(key, ids.secret(), ids.secret() + ids.secret(), caller);
    credentials.put(
        key, new Credential(session.secret, caller, List.of(key, roleArn, caller.arn())));
    return session;
  }
}
