package dev.fixedip.cli.existing;

import dev.fixedip.model.Attachment;
import dev.fixedip.model.Instance;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Ownership;
import dev.fixedip.model.Snapshot;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The addresses that FixedIps can be written for, and how many there are besides, by why. */
final class Stock {
  /** Why something is left out. */
  enum LeftOut {
    SERVICE("interfaces that AWS services manage"),
    FIXED_IP("interfaces that a FixedIp made or took over"),
    KUBERNETES("interfaces and addresses that Kubernetes nodes have for pods"),
    CHANGING("interfaces that are being attached or detached, or whose instance ends"),
    WITHOUT_IPV4("interfaces without an IPv4 address"),
    KEPT_ALONG("secondary addresses of interfaces that are attached to nothing, which keep them");

    private final String words;

    LeftOut(String words) {
      this.words = words;
    }

    /** For people, in the plural. */
    String words() {
      return words;
    }
  }

  /** What the Amazon VPC CNI puts on the interfaces that it attaches (its guide, "ENI tags"). */
  private static final String OF_CNI = "node.k8s.amazonaws.com/instance_id";

  private static final List<String> OF_NODES = List.of("kubernetes.io/cluster/", "eks:");

  private static final Comparator<Existing> ORDER =
      Comparator.comparing((Existing it) -> it.networkInterface().placement().vpcId())
          .thenComparing(it -> it.networkInterface().placement().subnetId())
          .thenComparing(it -> new BigInteger(1, InetAddress.ofLiteral(it.address()).getAddress()));

  private final Snapshot ec2;
  private final List<Existing> found = new ArrayList<>();
  private final Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);

  private Stock(Snapshot ec2) {
    this.ec2 = ec2;
  }

  static Stock of(Snapshot ec2, Selection selection) {
    Stock stock = new Stock(ec2);
    ec2.interfaces().stream()
        .filter(it -> selection.takes(it, stock.instance(it)))
        .forEach(stock::take);
    stock.found.sort(ORDER);
    return stock;
  }

  /** By VPC, subnet and address. */
  List<Existing> found() {
    return List.copyOf(found);
  }

  Map<LeftOut, Integer> leftOut() {
    return Map.copyOf(leftOut);
  }

  private Optional<Instance> instance(NetworkInterface it) {
    return it.instanceId().flatMap(id -> ec2.instance(id).present());
  }

  private void take(NetworkInterface it) {
    Optional<LeftOut> reason = reason(it);
    if (reason.isPresent()) {
      leaveOut(reason.get(), 1);
      return;
    }
    Optional<Instance> instance = instance(it);
    found.add(new Existing(it.primaryAddress(), it, instance));
    List<String> secondary = it.addresses().subList(1, it.addresses().size());
    if (it.attachment() == null) {
      leaveOut(LeftOut.KEPT_ALONG, secondary.size());
    } else if (instance.filter(Stock::isNode).isPresent()) {
      leaveOut(LeftOut.KUBERNETES, secondary.size());
    } else {
      secondary.forEach(address -> found.add(new Existing(address, it, instance)));
    }
  }

  private Optional<LeftOut> reason(NetworkInterface it) {
    Attachment attachment = it.attachment();
    if (it.origin().isService() || (attachment != null && attachment.instanceId() == null)) {
      return Optional.of(LeftOut.SERVICE);
    }
    if (!Ownership.uids(it).isEmpty()) {
      return Optional.of(LeftOut.FIXED_IP);
    }
    if (it.tags().containsKey(OF_CNI)) {
      return Optional.of(LeftOut.KUBERNETES);
    }
    if (it.addresses().isEmpty()) {
      return Optional.of(LeftOut.WITHOUT_IPV4);
    }
    boolean settled =
        attachment == null
            ? it.status() == NetworkInterface.Status.AVAILABLE
            : attachment.status() == Attachment.Status.ATTACHED
                && instance(it).filter(Instance::isLive).isPresent();
    return settled ? Optional.empty() : Optional.of(LeftOut.CHANGING);
  }

  private static boolean isNode(Instance it) {
    return it.tags().keySet().stream().anyMatch(key -> OF_NODES.stream().anyMatch(key::startsWith));
  }

  private void leaveOut(LeftOut reason, int number) {
    if (number > 0) {
      leftOut.merge(reason, number, Integer::sum);
    }
  }
}
