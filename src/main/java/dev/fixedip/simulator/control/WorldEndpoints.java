package dev.fixedip.simulator.control;

import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.file.BadInput;
import dev.fixedip.simulator.file.Json;
import dev.fixedip.simulator.file.WorldFile;
import dev.fixedip.simulator.file.WorldReader;
import dev.fixedip.simulator.file.WorldWriter;
import dev.fixedip.simulator.world.Ipv4Cidr;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in the world. */
final class WorldEndpoints {
  private record Scale(int instances, int subnets) {}

  private record GuestAddress(@Nullable String instanceId, @Nullable String address) {}

  private record Managed(
      @Nullable String interfaceId,
      @Nullable String requesterId,
      @Nullable String interfaceType,
      @Nullable String principal,
      @Nullable Boolean hidden) {}

  private final Simulator simulator;

  WorldEndpoints(Simulator simulator) {
    this.simulator = simulator;
  }

  Stream<Endpoint> all() {
    return Stream.of(
        new Endpoint(
            "POST",
            "reset",
            "Makes all as it was at the start: world, ids, rates; no faults, denials, users,"
                + " calls.",
            request -> reset()),
        new Endpoint("GET", "world", "Writes the whole world as a world file.", request -> dump()),
        new Endpoint("PUT", "world", "Replaces the world by that of a world file.", this::put),
        new Endpoint("POST", "scale", "Replaces the world by a generated one.", this::scale),
        new Endpoint(
            "POST",
            "guest",
            "Sets an address inside a guest; without one, sets it back to DHCP.",
            this::guest),
        new Endpoint(
            "POST",
            "managed",
            "Makes an interface one of an AWS service (requesterId) or one that a service operates"
                + " (principal).",
            this::managed));
  }

  private Map<String, Integer> reset() {
    simulator.reset();
    return sizes();
  }

  /** How many resources there are of each kind. */
  private Map<String, Integer> sizes() {
    World world = simulator.world();
    return world.transact(() -> {
      Map<String, Integer> sizes = new TreeMap<>();
      world.tables().forEach(it -> sizes.put(it.kind().type().toString(), it.size()));
      return sizes;
    });
  }

  private WorldFile dump() {
    return WorldWriter.write(simulator.world());
  }

  private Map<String, Integer> put(Endpoint.Request request) {
    simulator.replaceWorld(WorldReader.read(request.body()));
    return sizes();
  }

  private Map<String, Integer> scale(Endpoint.Request request) {
    Scale scale = Json.read(request.body(), Scale.class);
    try {
      simulator.replaceWorld(Worlds.generated(scale.instances, scale.subnets));
    } catch (IllegalArgumentException e) {
      throw new BadInput("", String.valueOf(e.getMessage()));
    }
    return sizes();
  }

  private GuestAddress guest(Endpoint.Request request) {
    GuestAddress guest = Json.read(request.body(), GuestAddress.class);
    String instanceId = required("instanceId", guest.instanceId);
    if (guest.address == null) {
      simulator.backstage().useDhcp(instanceId);
    } else if (Ipv4Cidr.address(guest.address).isEmpty()) {
      throw new BadInput(
          "address", guest.address + " is no IPv4 address; write one such as 10.0.0.51");
    } else {
      simulator.backstage().setGuestAddress(instanceId, guest.address);
    }
    return guest;
  }

  private Managed managed(Endpoint.Request request) {
    Managed managed = Json.read(request.body(), Managed.class);
    String id = required("interfaceId", managed.interfaceId);
    boolean requester = managed.requesterId != null || managed.interfaceType != null;
    if (requester == (managed.principal != null)) {
      throw new BadInput(
          "", "write either requesterId and interfaceType, or principal (and hidden)");
    }
    if (managed.principal == null) {
      simulator
          .backstage()
          .requesterManaged(
              id,
              required("requesterId", managed.requesterId),
              required("interfaceType", managed.interfaceType));
    } else {
      simulator
          .backstage()
          .operatorManaged(id, managed.principal, Boolean.TRUE.equals(managed.hidden));
    }
    return managed;
  }

  private static String required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new BadInput(field, "this is missing; write it");
    }
    return value;
  }
}
