package dev.fixedip.simulator.ops;

import dev.fixedip.simulator.ops.NewInterfaces.Wanted;
import dev.fixedip.simulator.world.Addresses;
import dev.fixedip.simulator.world.Ec2Error;
import dev.fixedip.simulator.world.Errors;
import dev.fixedip.simulator.world.Networks;
import dev.fixedip.simulator.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Which network interfaces a launch gives an instance (EC2 API reference, RunInstances). */
final class LaunchInterfaces {
  /**
   * One interface.
   *
   * @param existing or null for a new one
   * @param fresh how to make a new one, or null
   * @param publicly whether it has a public address of Amazon's whenever the instance runs
   */
  record Face(
      @Nullable NetworkInterface existing,
      NewInterfaces.@Nullable Plan fresh,
      Subnet subnet,
      int card,
      int deviceIndex,
      boolean deleteOnTermination,
      boolean publicly) {}

  private final World world;
  private final Groups groups;
  private final Addresses addresses;
  private final NewInterfaces newInterfaces;

  LaunchInterfaces(World world) {
    this.world = world;
    this.groups = new Groups(world);
    this.addresses = new Addresses(world);
    this.newInterfaces = new NewInterfaces(world);
  }

  /** The interfaces of each instance, the primary first. */
  List<Face> plan(RunInstancesRequest request, InstanceTypes.Type type, List<Tag> tags) {
    List<InstanceNetworkInterfaceSpecification> specs = request.networkInterfaces();
    List<Face> faces = new ArrayList<>();
    if (specs.isEmpty()) {
      faces.add(fresh(request, LaunchSpecs.instanceLevel(request, named(request)), tags, true));
    } else {
      LaunchSpecs.checkLevels(request);
      LaunchSpecs.checkPlaces(specs, type);
      for (InstanceNetworkInterfaceSpecification spec : specs) {
        faces.add(
            spec.networkInterfaceId() == null
                ? fresh(request, spec, tags, specs.size() == 1)
                : existing(spec));
      }
    }
    checkTogether(faces, type);
    if (request.maxCount() > 1 && faces.stream().anyMatch(LaunchInterfaces::isOneOfAKind)) {
      throw Errors.invalidCombination(
          "Multiple instances creation is not compatible with private IP address or network"
              + " interface ID parameters.");
    }
    faces.sort(Comparator.comparingInt(Face::card).thenComparingInt(Face::deviceIndex));
    return faces;
  }

  private static boolean isOneOfAKind(Face face) {
    return face.fresh == null
        || !face.fresh.wanted().explicit().isEmpty()
        || !face.fresh.ipv6().explicit().isEmpty();
  }

  private Face existing(InstanceNetworkInterfaceSpecification spec) {
    LaunchSpecs.checkExisting(spec);
    NetworkInterface face = world.interfaces().get(spec.networkInterfaceId());
    InterfaceOps.refuseManaged(face);
    if (face.status() != NetworkInterfaceStatus.AVAILABLE) {
      throw new Ec2Error(
          "InvalidNetworkInterface.InUse",
          "Interface: [%s] in use.".formatted(face.networkInterfaceId()));
    }
    Subnet subnet = world.subnets().get(face.subnetId());
    return new Face(face, null, subnet, LaunchSpecs.card(spec), spec.deviceIndex(), false, false);
  }

  private List<String> named(RunInstancesRequest request) {
    return Stream.concat(
            request.securityGroupIds().stream(),
            request.securityGroups().stream().map(name -> groups.ofDefaultVpc(name).groupId()))
        .toList();
  }

  private Face fresh(
      RunInstancesRequest request,
      InstanceNetworkInterfaceSpecification spec,
      List<Tag> tags,
      boolean alone) {
    Subnet subnet =
        spec.subnetId() == null
            ? defaultSubnet(LaunchSpecs.zone(request))
            : world.subnets().get(spec.subnetId());
    var plan =
        new NewInterfaces.Plan(
            subnet,
            NewInterfaces.Wanted.of(
                spec.privateIpAddress(),
                spec.privateIpAddresses(),
                spec.secondaryPrivateIpAddressCount()),
            NewInterfaces.WantedIpv6.of(subnet, spec.ipv6Addresses(), spec.ipv6AddressCount()),
            groups.of(subnet.vpcId(), spec.groups()),
            spec.description() == null ? "" : spec.description(),
            tags);
    boolean publicly =
        spec.associatePublicIpAddress() == null
            ? alone && Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch())
            : spec.associatePublicIpAddress();
    return new Face(
        null,
        plan,
        subnet,
        LaunchSpecs.card(spec),
        spec.deviceIndex(),
        !Boolean.FALSE.equals(spec.deleteOnTermination()),
        publicly);
  }

  private Subnet defaultSubnet(@Nullable String zone) {
    String vpcId = groups.defaultVpc();
    List<Subnet> subnets = new Networks(world).defaultSubnets();
    if (subnets.isEmpty()) {
      throw new Ec2Error(
          "MissingInput",
          "No subnets found for the default VPC '%s'. Please specify a subnet.".formatted(vpcId));
    }
    return subnets.stream()
        .filter(subnet -> zone == null || subnet.availabilityZone().equals(zone))
        .findFirst()
        .orElseThrow(() ->
            new Ec2Error(
                "InvalidInput", "No default subnet for availability zone: '%s'.".formatted(zone)));
  }

  private void checkTogether(List<Face> faces, InstanceTypes.Type type) {
    Set<Object> seen = new HashSet<>();
    for (Face face : faces) {
      if (face.existing != null && !seen.add(face.existing.networkInterfaceId())) {
        throw Errors.invalidValue(
            "Network interface ID '%s' may not be specified on multiple interfaces."
                .formatted(face.existing.networkInterfaceId()));
      }
      if (face.fresh != null) {
        newInterfaces.check(face.fresh, type, LaunchInterfaces::inUse);
        for (String address : face.fresh.wanted().explicit()) {
          if (!seen.add(List.of(face.subnet.subnetId(), address))) {
            throw inUse(address);
          }
        }
      } else if (face.existing != null) {
        AttachmentOps.checkAddresses(type, face.existing);
      }
      long onCard = faces.stream().filter(other -> other.card == face.card).count();
      AttachmentOps.checkCount(type, faces.size(), onCard);
    }
    if (faces.stream().map(face -> face.subnet.availabilityZone()).distinct().count() > 1) {
      throw Errors.invalidCombination(
          "Network interfaces of one instance must be in the same availability zone");
    }
  }

  private static Ec2Error inUse(String address) {
    return new Ec2Error("InvalidIPAddress.InUse", "Address %s is in use".formatted(address));
  }

  /**
   * How many instances the free addresses allow, at most so many.
   *
   * @throws Ec2Error when not even the least can be launched
   */
  int count(List<Face> faces, int least, int most) {
    Map<Subnet, List<Wanted>> needs =
        faces.stream()
            .filter(face -> face.fresh != null)
            .collect(
                Collectors.groupingBy(
                    Face::subnet,
                    Collectors.mapping(
                        face -> Objects.requireNonNull(face.fresh).wanted(), Collectors.toList())));
    int possible = most;
    for (var need : needs.entrySet()) {
      List<String> named = need.getValue().stream().flatMap(it -> it.explicit().stream()).toList();
      int any = need.getValue().stream().mapToInt(Wanted::count).sum() - named.size();
      if (any > 0) {
        possible = Math.min(possible, addresses.pickable(need.getKey(), named) / any);
      }
    }
    if (possible < least) {
      throw new Ec2Error(
          "InsufficientFreeAddressesInSubnet",
          "There are not enough free addresses in subnet '%s' to satisfy the requested number of"
                  .formatted(faces.getFirst().subnet.subnetId())
              + " instances.");
    }
    int fresh = (int) faces.stream().filter(face -> face.fresh != null).count();
    newInterfaces.checkQuota(fresh * possible);
    return possible;
  }

  /** The interface itself, made when it is new. */
  NetworkInterface make(Face face) {
    if (face.fresh == null) {
      return world.interfaces().get(Objects.requireNonNull(face.existing).networkInterfaceId());
    }
    NetworkInterface made = newInterfaces.make(face.fresh);
    if (face.publicly) {
      world.publicAddresses().launchedWith(made.networkInterfaceId());
    }
    return made;
  }
}
