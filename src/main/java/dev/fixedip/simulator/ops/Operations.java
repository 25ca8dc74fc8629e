package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.access.Access;
import dev.fixedip.simulator.wire.Protocol;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.World;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All operations: the methods that are marked {@link Action}, in the classes named here. */
public final class Operations {
  private record Name(Protocol protocol, String action) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byProtocol = protocol.compareTo(other.protocol);
      return byProtocol != 0 ? byProtocol : action.compareTo(other.action);
    }
  }

  private final Map<Name, Operation> byName = new TreeMap<>();

  /** The operations on a world, for those who have access. */
  public Operations(World world, Access access) {
    var attachments = new AttachmentOps(world);
    var instances = new InstanceOps(world);
    var lifecycle = new LifecycleOps(world, attachments);
    var vpcCidrs = new VpcCidrOps(world);
    var subnetCidrs = new SubnetCidrOps(world);
    Stream.of(
            new InterfaceOps(world),
            attachments,
            new AttributeOps(world, attachments),
            new AddressOps(world),
            instances,
            lifecycle,
            new LaunchOps(world, instances, attachments, lifecycle),
            new StatusOps(world),
            new VpcOps(world, vpcCidrs),
            vpcCidrs,
            new VpcAttributeOps(world),
            new SubnetOps(world, subnetCidrs),
            subnetCidrs,
            new SubnetAttributeOps(world),
            new ReservationOps(world),
            new GatewayOps(world),
            new InstanceTypeOps(),
            new ElasticIpOps(world),
            new AssociationOps(world),
            new Ipv6Ops(world),
            new InstanceAttributeOps(world),
            new GroupOps(world),
            new RuleOps(world),
            new RuleChangeOps(world),
            new RegionOps(world),
            new TagOps(world),
            new IdentityOps(world, access))
        .forEach(this::add);
  }

  private void add(Object operations) {
    Arrays.stream(operations.getClass().getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Action.class))
        .map(method -> Operation.of(MethodHandles.lookup(), operations, method))
        .forEach(it -> byName.put(new Name(it.protocol(), it.action()), it));
  }

  /** All operations, EC2's first, by name. */
  public Collection<Operation> all() {
    return byName.values();
  }

  /**
   * The operation of that name.
   *
   * @throws Ec2Error {@code InvalidAction}, {@code MissingAction}
   */
  public Operation get(Protocol protocol, @Nullable String action) {
    if (action == null) {
      throw new Ec2Error(
          "MissingAction", "The request is missing an action or operation parameter");
    }
    Operation operation = byName.get(new Name(protocol, action));
    if (operation == null) {
      throw new Ec2Error(
          "InvalidAction", "The action %s is not valid for this web service.".formatted(action));
    }
    return operation;
  }
}
