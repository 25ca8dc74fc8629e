package dev.fixedip.bench.fleet;

import dev.fixedip.simulator.world.Worlds;
import java.util.Map;

/** Where the FixedIps of a fleet live: one for each instance of a generated world. */
final class Places {
  private static final int INSTANCES_PER_SUBNET = 100;
  private static final int ADDRESSES_PER_BLOCK = 250;

  private Places() {}

  /** How many subnets a world with that many instances has. */
  static int subnets(int instances) {
    return Math.max(1, instances / INSTANCES_PER_SUBNET);
  }

  /** The instance of the FixedIp with that number, from 1. */
  static String instance(int number) {
    return Worlds.id("i", number);
  }

  /** An address in the subnet of that instance that nobody has. */
  static String address(int number, int instances) {
    int subnet = (number - 1) % subnets(instances);
    int place = (number - 1) / subnets(instances);
    return "10.%d.%d.%d"
        .formatted(subnet, 128 + place / ADDRESSES_PER_BLOCK, 1 + place % ADDRESSES_PER_BLOCK);
  }

  /** The spec of a FixedIp on an interface of its own, for the instance by its id. */
  static Map<String, Object> byId(int number, int instances) {
    return Map.of(
        "address", address(number, instances), "instance", Map.of("id", instance(number)));
  }

  /** The same for the instance by its Name tag. */
  static Map<String, Object> byName(int number, int instances) {
    return Map.of(
        "address",
        address(number, instances),
        "instance",
        Map.of("tags", Map.of("Name", name(number))));
  }

  /** The Name tag of the instance. */
  static String name(int number) {
    return "instance-" + number;
  }
}
