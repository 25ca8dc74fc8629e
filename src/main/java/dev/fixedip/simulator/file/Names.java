package dev.fixedip.simulator.file;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every id and MAC address of a document, so that none is made a second time. */
final class Names {
  private Names() {}

  static Stream<String> of(WorldFile file) {
    return Stream.of(
            all(file.images(), InstancePart.Image::id),
            some(file.vpcs(), Names::of),
            all(file.internetGateways(), NetworkPart.InternetGateway::id),
            all(file.subnets(), NetworkPart.Subnet::id),
            all(file.subnets(), NetworkPart.Subnet::ipv6CidrAssociationId),
            all(file.cidrReservations(), NetworkPart.CidrReservation::id),
            some(file.securityGroups(), Names::of),
            all(file.instances(), InstancePart.Instance::id),
            all(file.instances(), InstancePart.Instance::reservationId),
            all(file.networkInterfaces(), InterfacePart.NetworkInterface::id),
            all(file.networkInterfaces(), InterfacePart.NetworkInterface::macAddress),
            all(
                file.networkInterfaces(),
                it -> it.attachment() == null ? null : it.attachment().id()),
            all(file.elasticIps(), InterfacePart.ElasticIp::id),
            all(file.elasticIps(), it -> it.association() == null ? null : it.association().id()))
        .flatMap(it -> it);
  }

  private static Stream<String> of(NetworkPart.Vpc vpc) {
    return Stream.concat(
        all(List.of(vpc), NetworkPart.Vpc::id),
        Stream.concat(
            all(List.of(vpc), NetworkPart.Vpc::cidrAssociationId),
            Stream.of(vpc.secondaryCidrBlocks(), vpc.ipv6CidrBlocks())
                .flatMap(it -> all(it, NetworkPart.CidrBlock::associationId))));
  }

  private static Stream<String> of(NetworkPart.SecurityGroup group) {
    return Stream.concat(
        all(List.of(group), NetworkPart.SecurityGroup::id),
        Stream.of(group.ingress(), Parts.orNone(group.egress()))
            .flatMap(it -> all(it, NetworkPart.Rule::id)));
  }

  private static <T> Stream<String> some(List<T> elements, Function<T, Stream<String>> names) {
    return elements.stream().filter(Objects::nonNull).flatMap(names);
  }

  private static <T> Stream<String> all(List<T> elements, Function<T, @Nullable String> name) {
    return some(elements, it -> Stream.ofNullable(name.apply(it)));
  }
}
