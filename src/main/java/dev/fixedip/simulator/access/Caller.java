package dev.fixedip.simulator.access;

import dev.fixedip.simulator.world.World;

/**
 * Who makes a call.
 *
 * @param accessKeyId of the credentials; empty for a call without a signature
 * @param arn the user, or the session of a role
 * @param userId the unique id that STS tells
 */
public record Caller(String accessKeyId, String arn, String userId) {
  /** The caller of the operation that runs. */
  public static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

  /** The account itself: whoever is not known by name. */
  static Caller root(String accessKeyId) {
    return new Caller(accessKeyId, "arn:aws:iam::" + World.OWNER + ":root", World.OWNER);
  }

  /** A user of the account. */
  static Caller user(String accessKeyId, String name) {
    return new Caller(
        accessKeyId, "arn:aws:iam::%s:user/%s".formatted(World.OWNER, name), "AIDA" + accessKeyId);
  }

  /** A session of a role. */
  static Caller session(String accessKeyId, String roleArn, String roleId, String session) {
    String role = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    return new Caller(
        accessKeyId,
        "arn:aws:sts::%s:assumed-role/%s/%s".formatted(World.OWNER, role, session),
        roleId + ":" + session);
  }
}
