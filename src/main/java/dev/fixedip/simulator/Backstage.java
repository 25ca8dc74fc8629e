package dev.fixedip.simulator;

import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.Quotas;
import dev.fixedip.simulator.world.World;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Changes the world as no call of the API can: as AWS's own services, support or a guest would. */
public final class Backstage {
  private final Supplier<World> current;

  Backstage(Supplier<World> current) {
    this.current = current;
  }

  private <R> R transact(Function<World, R> change) {
    World world = current.get();
    return world.transact(() -> change.apply(world));
  }

  /**
   * Makes an interface one of an AWS service's own.
   *
   * @param requesterId such as {@code amazon-elb}
   * @param interfaceType such as {@code network_load_balancer}
   */
  public void requesterManaged(String interfaceId, String requesterId, String interfaceType) {
    change(
        interfaceId,
        face ->
            face.toBuilder()
                .requesterManaged(true)
                .requesterId(requesterId)
                .interfaceType(interfaceType)
                .build());
  }

  /**
   * Makes an interface one that a service operates.
   *
   * @param principal such as {@code eks.amazonaws.com}
   * @param hidden whether only calls with IncludeManagedResources list it
   */
  public void operatorManaged(String interfaceId, String principal, boolean hidden) {
    change(
        interfaceId,
        face ->
            face.toBuilder()
                .operator(o -> o.managed(true).principal(principal).hiddenByDefault(hidden))
                .build());
  }

  /**
   * Sets an address inside the guest, as a person does in Windows: unless the primary interface has
   * it, EC2 no longer reaches the guest.
   */
  public void setGuestAddress(String instanceId, String address) {
    transact(world -> {
      world.instances().get(instanceId);
      world.guests().setAddress(instanceId, address, world.agenda().now());
      return instanceId;
    });
  }

  /** Sets the guest back to DHCP. */
  public void useDhcp(String instanceId) {
    transact(world -> {
      world.instances().get(instanceId);
      world.guests().useDhcp(instanceId);
      return instanceId;
    });
  }

  /** Changes the account's quotas. */
  public void quotas(Quotas quotas) {
    transact(world -> {
      world.quotas(quotas);
      return quotas;
    });
  }

  /** The account's quotas. */
  public Quotas quotas() {
    return transact(World::quotas);
  }

  /** Changes how long things take that begin from now on. */
  public void latencies(Latencies latencies) {
    transact(world -> {
      world.latencies(latencies);
      return latencies;
    });
  }

  /** How long things take. */
  public Latencies latencies() {
    return transact(World::latencies);
  }

  private void change(String interfaceId, UnaryOperator<NetworkInterface> change) {
    transact(world -> world.interfaces().put(change.apply(world.interfaces().get(interfaceId))));
  }
}
