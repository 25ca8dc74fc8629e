package dev.fixedip.ec2;

import static dev.fixedip.ec2.Excerpts.REPEATS;

import dev.fixedip.model.ElasticIp;
import dev.fixedip.model.Instance;
import dev.fixedip.model.InstanceType;
import dev.fixedip.model.NetworkInterface;
import dev.fixedip.model.Reachability;
import dev.fixedip.model.SecurityGroupRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;

/** EC2's Describe calls, page by page and within their rates. */
final class Describe {

  /** How many values a filter may have (EC2 API reference, "Filtering"). */
  static final int FILTER_VALUES = 200;

  private static final int PAGE = 1000;
  private static final int PAGE_OF_TYPES = 100;

  private final Ec2Client client;
  private final Limits limits;

  Describe(Ec2Client client, Limits limits) {
    this.client = client;
    this.limits = limits;
  }

  static Filter filter(String name, Collection<String> values) {
    return Filter.builder().name(name).values(new TreeSet<>(values)).build();
  }

  /**
   * The interfaces for which every filter holds; without filters, all.
   *
   * @param repeats what the same read found before
   */
  List<NetworkInterface> networkInterfaces(Repeats<NetworkInterface> repeats, Filter... filters) {
    Mapping mapping = new Mapping();
    return members(
        "DescribeNetworkInterfaces",
        repeats,
        client.describeNetworkInterfacesPaginator(it ->
            it.maxResults(PAGE)
                .includeManagedResources(true)
                .filters(List.of(filters))
                .overrideConfiguration(call -> call.putExecutionAttribute(REPEATS, repeats))),
        page -> page.networkInterfaces().stream().map(mapping::networkInterface));
  }

  /** The same, nothing of them known. */
  List<NetworkInterface> networkInterfaces(Filter... filters) {
    return networkInterfaces(new Repeats<>(), filters);
  }

  /** The interface with that id; empty when EC2 says that there is none. */
  Optional<NetworkInterface> networkInterface(String id) {
    limits.acquire("DescribeNetworkInterfaces");
    return unlessNotFound(() ->
        client
            .describeNetworkInterfaces(
                it -> it.networkInterfaceIds(id).includeManagedResources(true))
            .networkInterfaces()
            .stream()
            .findFirst()
            .map(new Mapping()::networkInterface));
  }

  /**
   * The instances for which every filter holds; without filters, all.
   *
   * @param repeats what the same read found before, by reservation
   */
  List<Instance> instances(Repeats<List<Instance>> repeats, Filter... filters) {
    Mapping mapping = new Mapping();
    return members(
            "DescribeInstances",
            repeats,
            client.describeInstancesPaginator(it ->
                it.maxResults(PAGE)
                    .includeManagedResources(true)
                    .filters(List.of(filters))
                    .overrideConfiguration(call -> call.putExecutionAttribute(REPEATS, repeats))),
            page ->
                page.reservations().stream()
                    .map(it -> it.instances().stream().map(mapping::instance).toList()))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** The same, nothing of them known. */
  List<Instance> instances(Filter... filters) {
    return instances(new Repeats<>(), filters);
  }

  /** The instance with that id; empty when EC2 says that there is none. */
  Optional<Instance> instance(String id) {
    limits.acquire("DescribeInstances");
    return unlessNotFound(() ->
        client
            .describeInstances(it -> it.instanceIds(id).includeManagedResources(true))
            .reservations()
            .stream()
            .flatMap(it -> it.instances().stream())
            .findFirst()
            .map(new Mapping()::instance));
  }

  /**
   * What EC2's checks say of the guests of all running instances, by instance id.
   *
   * @param repeats what the same read found before
   */
  Map<String, Reachability> reachability(Repeats<Map.Entry<String, Reachability>> repeats) {
    Map<String, Reachability> found = new HashMap<>();
    members(
            "DescribeInstanceStatus",
            repeats,
            client.describeInstanceStatusPaginator(it ->
                it.maxResults(PAGE)
                    .includeManagedResources(true)
                    .overrideConfiguration(call -> call.putExecutionAttribute(REPEATS, repeats))),
            page ->
                page.instanceStatuses().stream()
                    .map(it -> Map.entry(it.instanceId(), Mapping.reachability(it))))
        .forEach(it -> found.put(it.getKey(), it.getValue()));
    return found;
  }

  /** The ingress rules for which the filter holds, by id. */
  List<SecurityGroupRule> ingressRules(Filter filter) {
    Mapping mapping = new Mapping();
    List<SecurityGroupRule> found = new ArrayList<>();
    pages(
        "DescribeSecurityGroupRules",
        client.describeSecurityGroupRulesPaginator(it -> it.maxResults(PAGE).filters(filter)),
        page ->
            page.securityGroupRules().stream()
                .filter(it -> !Boolean.TRUE.equals(it.isEgress()))
                .forEach(it -> found.add(mapping.rule(it))));
    found.sort(Comparator.comparing(SecurityGroupRule::id));
    return found;
  }

  /**
   * All Elastic IPs: EC2 has no pages of them.
   *
   * @param known those that are listed unless EC2 says that there is none with their id
   */
  List<ElasticIp> elasticIps(Collection<String> known) {
    Mapping mapping = new Mapping();
    limits.acquire("DescribeAddresses");
    List<ElasticIp> found =
        new ArrayList<>(
            client.describeAddresses().addresses().stream().flatMap(mapping::elasticIp).toList());
    Set<String> listed = found.stream().map(ElasticIp::allocationId).collect(Collectors.toSet());
    for (String id : new TreeSet<>(known)) {
      if (!listed.contains(id)) {
        elasticIp(id).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<ElasticIp> elasticIp(String allocationId) {
    limits.acquire("DescribeAddresses");
    return unlessNotFound(() ->
        client.describeAddresses(it -> it.allocationIds(allocationId)).addresses().stream()
            .flatMap(new Mapping()::elasticIp)
            .findFirst());
  }

  /** Those of the named types that exist in the region. */
  List<InstanceType> types(Collection<String> names) {
    Mapping mapping = new Mapping();
    List<InstanceType> found = new ArrayList<>();
    pages(
        "DescribeInstanceTypes",
        client.describeInstanceTypesPaginator(
            it -> it.maxResults(PAGE_OF_TYPES).filters(filter("instance-type", names))),
        page -> page.instanceTypes().forEach(it -> found.add(mapping.type(it))));
    return found;
  }

  /** All VPCs and subnets, as of that moment. */
  Topology topology(Moment began) {
    Mapping mapping = new Mapping();
    var vpcs = new HashSet<dev.fixedip.model.Vpc>();
    pages(
        "DescribeVpcs",
        client.describeVpcsPaginator(it -> it.maxResults(PAGE)),
        page -> page.vpcs().forEach(it -> vpcs.add(mapping.vpc(it))));
    var subnets = new HashSet<dev.fixedip.model.Subnet>();
    Map<String, Integer> freeAddresses = new HashMap<>();
    pages(
        "DescribeSubnets",
        client.describeSubnetsPaginator(it -> it.maxResults(PAGE)),
        page ->
            page.subnets()
                .forEach(it -> {
                  mapping.subnet(it).ifPresent(subnets::add);
                  if (it.availableIpAddressCount() != null) {
                    freeAddresses.put(it.subnetId(), it.availableIpAddressCount());
                  }
                }));
    return new Topology(began, vpcs, subnets, freeAddresses);
  }

  /** All members of all pages: those that EC2 wrote again, and those read. */
  private <P, T> List<T> members(
      String call, Repeats<T> repeats, SdkIterable<P> pages, Function<P, Stream<T>> read) {
    List<T> found = new ArrayList<>();
    repeats.begin();
    pages(call, pages, page -> found.addAll(repeats.all(read.apply(page).toList())));
    repeats.end();
    return found;
  }

  private <P> void pages(String call, SdkIterable<P> pages, Consumer<P> reader) {
    Iterator<P> next = pages.iterator();
    while (next.hasNext()) {
      limits.acquire(call);
      reader.accept(next.next());
    }
  }

  private static <T> Optional<T> unlessNotFound(Supplier<Optional<T>> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      if (Ec2Errors.saysThereIsNone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
