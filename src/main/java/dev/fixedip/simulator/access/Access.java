package dev.fixedip.simulator.access;

import dev.fixedip.simulator.iam.Ask;
import dev.fixedip.simulator.iam.Policy;
import dev.fixedip.simulator.wire.HttpCall;
import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Who may call, and what they may and may not do. As long as no user is added, every credential is
 * good, and a call without one too.
 */
public final class Access {
  private record Credential(String secret, Caller caller, List<String> names) {}

  /** Temporary credentials of a role's session. */
  public record Session(String accessKeyId, String secret, String token, Caller caller) {}

  private final long seed;
  private Ids ids;
  private final Map<String, Credential> credentials = new HashMap<>();
  private final List<Denial> denials = new ArrayList<>();
  private final List<Grant> grants = new ArrayList<>();
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
        accessKeyId, new Credential(secret, caller, List.of(name, accessKeyId, caller.arn())));
  }

  /** Adds what somebody may not do. */
  public synchronized void deny(Denial denial) {
    denials.add(denial);
  }

  /** Allows everything again to those who may call. */
  public synchronized void allowAll() {
    denials.clear();
  }

  /** Gives somebody a policy beside those that he has. */
  public synchronized void grant(Grant grant) {
    grants.add(grant);
  }

  /** The policies that were given, in their order. */
  public synchronized List<Grant> grants() {
    return List.copyOf(grants);
  }

  /** Takes policies away: who has none left may do everything again. */
  public synchronized void revoke(Predicate<Grant> which) {
    grants.removeIf(which);
  }

  /**
   * Whether somebody may sign calls under that name: as long as no user is added, everybody may. A
   * role may be assumed at any time.
   */
  public synchronized boolean mayCall(String name) {
    return open
        || name.equals(Grant.EVERYBODY)
        || name.startsWith("arn:")
        || credentials.values().stream().anyMatch(it -> it.names.contains(name));
  }

  /** What is denied. */
  public synchronized List<Denial> denials() {
    return List.copyOf(denials);
  }

  /** Everybody may do everything again; users, sessions and policies are forgotten. */
  public synchronized void reset() {
    open = true;
    ids = new Ids(seed);
    credentials.clear();
    denials.clear();
    grants.clear();
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
   * Refuses what is denied to the caller, and what the policies do not allow that he has. Everybody
   * may ask who he is.
   *
   * @param asks what the call needs to be allowed
   * @throws Ec2Error {@code UnauthorizedOperation}, or STS's word for it
   */
  public void authorize(Caller caller, Protocol protocol, String action, Supplier<List<Ask>> asks) {
    if (action.equals("GetCallerIdentity")) {
      return;
    }
    if (isDenied(caller, protocol.qualified(action))) {
      throw Refusals.denied(caller, protocol, action);
    }
    List<Policy> theirs = policiesOf(caller);
    if (theirs.isEmpty()) {
      return;
    }
    for (Ask ask : asks.get()) {
      Policy.Verdict verdict = Policy.verdict(theirs, ask);
      if (verdict != Policy.Verdict.ALLOWED) {
        throw Refusals.refused(caller, protocol, ask, verdict);
      }
    }
  }

  private synchronized boolean isDenied(Caller caller, String action) {
    List<String> names = names(caller);
    return denials.stream().anyMatch(denial -> denial.matches(names, action));
  }

  private synchronized List<Policy> policiesOf(Caller caller) {
    List<String> names = names(caller);
    return grants.stream().filter(it -> it.isFor(names)).map(Grant::policy).toList();
  }

  private List<String> names(Caller caller) {
    Credential known = credentials.get(caller.accessKeyId());
    return known == null ? List.of(caller.accessKeyId(), caller.arn()) : known.names;
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
