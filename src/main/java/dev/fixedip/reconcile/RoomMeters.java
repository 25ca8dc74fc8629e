package dev.fixedip.reconcile;

import dev.fixedip.api.FixedIp;
import dev.fixedip.ec2.Inventory;
import dev.fixedip.model.World;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What room there is where FixedIps live: the free addresses of each subnet, of which a region has
 * few; and, as there may be an instance for each FixedIp, only how many instances have how many
 * free device slots.
 */
final class RoomMeters {
  private static final int MANY = 3;
  private static final String UNKNOWN = "unknown";
  private static final List<String> CLASSES = List.of("0", "1", "2", MANY + "+", UNKNOWN);

  private final Inventory inventory;
  private final MultiGauge addresses;
  private final MultiGauge instances;

  RoomMeters(MeterRegistry registry, Inventory inventory) {
    this.inventory = inventory;
    addresses =
        MultiGauge.builder("fixedip.subnet.free.addresses")
            .description("IPv4 addresses that EC2 has left in a subnet where FixedIps live")
            .register(registry);
    instances =
        MultiGauge.builder("fixedip.instances")
            .description("Instances where FixedIps live, by how many network interfaces more fit")
            .register(registry);
  }

  /** Looks at where these live; none: nothing is told. */
  void measure(Collection<FixedIp> all) {
    Map<String, Integer> free = new HashMap<>(inventory.freeAddresses());
    free.keySet().retainAll(subnets(all));
    addresses.register(rows("subnet_id", free), true);
    instances.register(all.isEmpty() ? List.of() : rows("free_slots", slots(all)), true);
  }

  private static List<Row<?>> rows(String label, Map<String, Integer> figures) {
    return figures.entrySet().stream()
        .<Row<?>>map(it -> Row.of(Tags.of(label, it.getKey()), it.getValue()))
        .toList();
  }

  private static Set<String> subnets(Collection<FixedIp> all) {
    return all.stream()
        .map(it -> Resources.status(it).networkInterface())
        .filter(Objects::nonNull)
        .map(it -> it.subnetId())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private Map<String, Integer> slots(Collection<FixedIp> all) {
    World world = inventory.world();
    Map<String, Integer> counts = new LinkedHashMap<>();
    CLASSES.forEach(it -> counts.put(it, 0));
    all.stream()
        .map(it -> Resources.status(it).instanceId())
        .filter(Objects::nonNull)
        .distinct()
        .forEach(it -> counts.merge(slots(world, it), 1, Integer::sum));
    return counts;
  }

  private static String slots(World world, String instanceId) {
    Optional<Integer> free =
        world
            .instance(instanceId)
            .present()
            .flatMap(it -> world.instanceType(it.type()).present())
            .map(it -> it.maximumNetworkInterfaces() - world.interfacesOf(instanceId).size());
    return free.map(it -> it < MANY ? String.valueOf(Math.max(0, it)) : MANY + "+").orElse(UNKNOWN);
  }
}
