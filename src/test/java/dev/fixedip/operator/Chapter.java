package dev.fixedip.operator;

import dev.fixedip.simulator.world.Worlds;
import java.util.List;

/** A stretch of a FixedIp's life that changes EC2, and the calls that it takes. */
enum Chapter {
  CREATION,
  CHANGE_OF_ADDRESS,
  CHANGE_OF_INSTANCE,
  DELETION;

  private static final String ADDRESS = "10.0.0.51";

  /** The mutating calls of the chapter, each made once when nothing goes wrong. */
  List<String> calls() {
    return switch (this) {
      case CREATION ->
          List.of(
              "CreateNetworkInterface", "AttachNetworkInterface", "AuthorizeSecurityGroupIngress");
      case CHANGE_OF_ADDRESS ->
          List.of(
              "CreateNetworkInterface",
              "AttachNetworkInterface",
              "DetachNetworkInterface",
              "DeleteNetworkInterface");
      case CHANGE_OF_INSTANCE -> List.of("DetachNetworkInterface", "AttachNetworkInterface");
      case DELETION ->
          List.of("DetachNetworkInterface", "DeleteNetworkInterface", "RevokeSecurityGroupIngress");
    };
  }

  /** Brings a FixedIp to where the chapter begins. */
  void prepare(Stage stage, String name) {
    if (this != CREATION) {
      stage.apply(name, spec(ADDRESS, Worlds.WINDOWS));
      stage.awaitReady(name);
    }
  }

  /** What the user does. */
  void begin(Stage stage, String name) {
    if (this == DELETION) {
      stage.fixedIp(name).delete();
    } else {
      stage.apply(name, spec(address(), instanceId()));
    }
  }

  /** Waits for the chapter's end, and sees that EC2 has what is wanted and nothing else. */
  void awaitEnd(Stage stage, String name, Belongings belongings) {
    if (this == DELETION) {
      stage.awaitGone(name);
      belongings.areNone();
    } else {
      stage.awaitReady(name);
      belongings.areOnly(address(), instanceId());
    }
  }

  private String address() {
    return this == CHANGE_OF_ADDRESS ? "10.0.0.52" : ADDRESS;
  }

  private String instanceId() {
    return this == CHANGE_OF_INSTANCE ? Worlds.LINUX : Worlds.WINDOWS;
  }

  private static String spec(String address, String instanceId) {
    return """
    address: %s
    instance: {id: %s}
    """
        .formatted(address, instanceId);
  }
}
