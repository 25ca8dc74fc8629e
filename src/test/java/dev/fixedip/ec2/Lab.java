package dev.fixedip.ec2;

import dev.fixedip.model.Key;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Seen;
import dev.fixedip.plan.Action;
import dev.fixedip.simulator.Simulator;
import dev.fixedip.simulator.SimulatorOptions;
import dev.fixedip.simulator.world.Latencies;
import dev.fixedip.simulator.world.World;
import dev.fixedip.simulator.world.Worlds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An inventory and an executor on a simulated EC2, all in virtual time. */
final class Lab implements AutoCloseable {

  static final String CLUSTER = "cluster-1";
  static final Duration POLL = Duration.ofSeconds(30);

  /** When the first whole read begins. */
  static final Instant FIRST_READ = VirtualTime.START.plus(Inventory.SETTLING);

  static final Duration BATCH = Duration.ofMillis(100);
  static final NetworkInterface.Placement PLACEMENT =
      new NetworkInterface.Placement(Worlds.SUBNET, Worlds.VPC, "us-east-1a");

  final VirtualTime time = new VirtualTime();
  final Simulator simulator;
  final Inventory inventory;
  final Executor executor;
  private final Ec2Clients clients;
  private final List<Set<Key>> told = new ArrayList<>();
  private boolean leading = true;

  Lab() {
    this(Worlds.story(), Latencies.none());
  }

  Lab(Consumer<World> world, Latencies latencies) {
    this(world, latencies, 1);
  }

  private Lab(Consumer<World> world, Latencies latencies, long seed) {
    simulator =
        Simulator.start(
            SimulatorOptions.at(time).withWorld(world).withLatencies(latencies).withSeed(seed));
    Ec2Settings settings = new Ec2Settings(CLUSTER, POLL, 1000, Optional.of(simulator.endpoint()));
    clients = new Ec2Clients(settings, () -> leading);
    Limits limits = new Limits(settings.rateShare(), time);
    inventory = new Inventory(settings, clients.reading(), limits, time, time);
    executor = new Executor(clients.writing(), limits, inventory, new SplittableRandom(1));
    inventory.onChange(told::add);
  }

  /** Clients of a simulator for whoever only reads: they may not write. */
  static Ec2Clients readers(Simulator simulator) {
    return new Ec2Clients(
        new Ec2Settings("", POLL, 1000, Optional.of(simulator.endpoint())), () -> false);
  }

  /** Where everything takes its time and reads lag; with the first whole read done. */
  static Lab lagging(long seed) {
    Lab lab = new Lab(Worlds.story(), Latencies.realistic().withReads(Duration.ofSeconds(2)), seed);
    lab.start();
    return lab;
  }

  /** With the first whole read done. */
  static Lab started() {
    Lab lab = new Lab();
    lab.start();
    return lab;
  }

  void start() {
    inventory.start();
    time.pass(Inventory.SETTLING);
    told();
    simulator.calls().clear();
  }

  void losesTheLease() {
    leading = false;
  }

  /** EC2 as somebody else uses it. */
  Ec2Client ec2() {
    return clients.reading();
  }

  /** The keys told since this was asked last. */
  Set<Key> told() {
    Set<Key> all = new HashSet<>();
    told.forEach(all::addAll);
    told.clear();
    return all;
  }

  static Action.CreateInterface create(String address) {
    return new Action.CreateInterface(
        PLACEMENT,
        address,
        List.of(Worlds.GROUP),
        Map.of(Ownership.CLUSTER, CLUSTER, Ownership.UID, "uid-" + address, "Name", "windows"),
        "FixedIp lab/windows");
  }

  /** Makes an interface through the executor. */
  NetworkInterface made(String address) {
    executor.execute(create(address));
    return inventory.world().holder(Worlds.SUBNET, address).orElseThrow();
  }

  /** Makes an interface behind the inventory's back. */
  String madeByOthers(String address) {
    return ec2()
        .createNetworkInterface(it -> it.subnetId(Worlds.SUBNET).privateIpAddress(address))
        .networkInterface()
        .networkInterfaceId();
  }

  Seen<NetworkInterface> seen(String id) {
    return inventory.world().networkInterface(id);
  }

  NetworkInterface it(String id) {
    return seen(id).present().orElseThrow();
  }

  /** The interface as EC2 itself has it. */
  software.amazon.awssdk.services.ec2.model.NetworkInterface inEc2(String id) {
    return ec2()
        .describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
        .networkInterfaces()
        .getFirst();
  }

  @Override
  public void close() {
    inventory.close();
    clients.close();
    simulator.close();
  }
}
