package dev.fixedip.simulator.world;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetCidrReservation;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** One account's EC2 in one region. One lock guards it; see {@link #transact}. */
public final class World {
  /** The account that owns everything. */
  public static final String OWNER = "123456789012";

  /** The region. */
  public static final String REGION = "us-east-1";

  /**
   * What a world is like, whatever is in it.
   *
   * @param clock the time in the world
   * @param latencies how long things take at first
   * @param seed of all ids
   * @param tokensOutlive whether a ClientToken of a deleted interface answers the dead id, as has
   *     to be feared; otherwise it makes a new interface
   */
  public record Nature(
      InstantSource clock, Latencies latencies, long seed, boolean tokensOutlive) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Ids ids;
  private final Agenda agenda;
  private final Nature nature;
  private final History history;
  private final Ids replicas;
  private final Guests guests = new Guests();
  private final Table<Vpc> vpcs;
  private final Table<Subnet> subnets;
  private final InterfaceTable interfaces;
  private final Table<Instance> instances;
  private final ElasticIpTable elasticIps;
  private final PublicAddresses publicAddresses = new PublicAddresses(this);
  private final SideTable<InstanceAttributes> attributes;
  private final Table<SecurityGroup> groups;
  private final RuleTable rules;
  private final Table<InternetGateway> gateways;
  private final Table<SubnetCidrReservation> cidrReservations;
  private final SideTable<VpcAttributes> vpcAttributes;
  private final Images images = new Images();
  private final SideTable<String> reservations;
  private Quotas quotas = Quotas.standard();
  private volatile Latencies latencies;

  /** An empty world. */
  public World(Nature nature) {
    this.nature = nature;
    this.latencies = nature.latencies;
    this.agenda = new Agenda(nature.clock);
    this.ids = new Ids(nature.seed);
    this.replicas = new Ids(nature.seed + 1);
    this.history = new History(agenda, nature.latencies.reads());
    this.attributes = new SideTable<>(history);
    this.vpcAttributes = new SideTable<>(history);
    this.reservations = new SideTable<>(history);
    this.vpcs = new Table<>(Kind.VPC, history);
    this.subnets = new Table<>(Kind.SUBNET, history);
    this.interfaces = new InterfaceTable(history);
    this.instances = new Table<>(Kind.INSTANCE, history);
    this.elasticIps = new ElasticIpTable(history);
    this.groups = new Table<>(Kind.GROUP, history);
    this.rules = new RuleTable(history);
    this.gateways = new Table<>(Kind.GATEWAY, history);
    this.cidrReservations = new Table<>(Kind.CIDR_RESERVATION, history);
  }

  /** Runs a piece of work alone, after every change whose time has come. */
  public <R> R transact(Supplier<R> work) {
    lock.lock();
    try {
      return lock.getHoldCount() > 1 ? work.get() : agenda.settled(work);
    } finally {
      lock.unlock();
    }
  }

  /** Runs a piece of reading alone; it may see the world as it was up to the window ago. */
  public <R> R read(Supplier<R> reading) {
    Duration window = latencies.reads();
    if (window.isZero()) {
      return transact(reading);
    }
    Duration lag = Duration.ofNanos((long) (window.toNanos() * (1 - replicas.share())));
    return transact(() -> history.before(lag, reading));
  }

  /** Forgets what was: reads from now on see all that was made so far. */
  public void settled() {
    history.clear();
  }

  /** The source of new ids. */
  public Ids ids() {
    return ids;
  }

  /** What is still to come. */
  public Agenda agenda() {
    return agenda;
  }

  /** How long things take now. */
  public Latencies latencies() {
    return latencies;
  }

  /** Changes how long things take that begin from now on. */
  public void latencies(Latencies latencies) {
    this.latencies = latencies;
    history.window(latencies.reads());
  }

  /** What the world is like. */
  public Nature nature() {
    return nature;
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

  /** What of each instance only its attributes tell; none means the standard ones. */
  public SideTable<InstanceAttributes> attributes() {
    return attributes;
  }

  /** The Elastic IP addresses, without their associations. */
  public ElasticIpTable elasticIps() {
    return elasticIps;
  }

  /** The public addresses that can be given out. */
  public PublicAddresses publicAddresses() {
    return publicAddresses;
  }

  /** The security groups, without their rules. */
  public Table<SecurityGroup> groups() {
    return groups;
  }

  /** The rules of the security groups. */
  public RuleTable rules() {
    return rules;
  }

  /** The internet gateways. */
  public Table<InternetGateway> gateways() {
    return gateways;
  }

  /** The ranges of subnets that are kept for a purpose. */
  public Table<SubnetCidrReservation> cidrReservations() {
    return cidrReservations;
  }

  /** The attributes of each VPC, by its id. */
  public SideTable<VpcAttributes> vpcAttributes() {
    return vpcAttributes;
  }

  /** The tables of all taggable resources. */
  public List<Table<?>> tables() {
    return List.of(
        instances,
        interfaces,
        elasticIps,
        groups,
        rules,
        subnets,
        vpcs,
        gateways,
        cidrReservations);
  }

  /** The reservation id of each instance. */
  public SideTable<String> reservations() {
    return reservations;
  }

  /** The images to launch from. */
  public Images images() {
    return images;
  }
}
