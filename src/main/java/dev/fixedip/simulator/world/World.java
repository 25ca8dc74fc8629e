package dev.fixedip.simulator.world;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** One account's EC2 in one region. One lock guards it; see {@link #transact}. */
public final class World {
  /** The account that owns everything. */
  public static final String OWNER = "123456789012";

  /** The region. */
  public static final String REGION = "us-east-1";

  private final ReentrantLock lock = new ReentrantLock();
  private final Ids ids;
  private final Agenda agenda;
  private final Latencies latencies;
  private final Guests guests = new Guests();
  private final Table<Vpc> vpcs = new Table<>(Kind.VPC);
  private final Table<Subnet> subnets = new Table<>(Kind.SUBNET);
  private final InterfaceTable interfaces = new InterfaceTable();
  private final Table<Instance> instances = new Table<>(Kind.INSTANCE);
  private final Table<SecurityGroup> groups = new Table<>(Kind.GROUP);
  private final RuleTable rules = new RuleTable();
  private final Map<String, @Nullable String> images = new HashMap<>();
  private final Map<String, String> reservations = new HashMap<>();
  private Quotas quotas = Quotas.standard();

  /** An empty world. */
  public World(InstantSource clock, Latencies latencies, long seed) {
    this.agenda = new Agenda(clock);
    this.latencies = latencies;
    this.ids = new Ids(seed);
  }

  /** Runs a piece of work alone, after every change whose time has come. */
  public <R> R transact(Supplier<R> work) {
    lock.lock();
    try {
      agenda.settle();
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** The source of new ids. */
  public Ids ids() {
    return ids;
  }

  /** What is still to come. */
  public Agenda agenda() {
    return agenda;
  }

  /** How long things take. */
  public Latencies latencies() {
    return latencies;
  }

  /** The account's quotas. */
  public Quotas quotas() {
    return quotas;
  }

  /** Changes the account's quotas. */
  public void quotas(Quotas quotas) {
    this.quotas = quotas;
  }

  /** The operating systems in the instances. */
  public Guests guests() {
    return guests;
  }

  /** The VPCs. */
  public Table<Vpc> vpcs() {
    return vpcs;
  }

  /** The subnets. */
  public Table<Subnet> subnets() {
    return subnets;
  }

  /** The network interfaces. */
  public InterfaceTable interfaces() {
    return interfaces;
  }

  /** The instances, without what their interfaces tell. */
  public Table<Instance> instances() {
    return instances;
  }

  /** The security groups, without their rules. */
  public Table<SecurityGroup> groups() {
    return groups;
  }

  /** The rules of the security groups. */
  public RuleTable rules() {
    return rules;
  }

  /** The tables of all taggable resources. */
  public List<Table<?>> tables() {
    return List.of(instances, interfaces, groups, rules, subnets, vpcs);
  }

  /** The reservation id of each instance. */
  public Map<String, String> reservations() {
    return reservations;
  }

  /** The images to launch from: their ids with the platform, null for Linux. */
  public Map<String, @Nullable String> images() {
    return images;
  }
}
