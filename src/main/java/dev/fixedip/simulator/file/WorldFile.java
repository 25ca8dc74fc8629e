package dev.fixedip.simulator.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * A world as a document, to start from and to look at. Resources refer to each other by id; an id
 * that is left out is made from the simulator's seed. Other fields that may be left out are those
 * marked nullable.
 *
 * @param quotas by name, as {@link dev.fixedip.simulator.world.Quotas} has them; those left out are
 *     a new account's
 */
public record WorldFile(
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> quotas,
    List<InstancePart.Image> images,
    List<NetworkPart.Vpc> vpcs,
    List<NetworkPart.InternetGateway> internetGateways,
    List<NetworkPart.Subnet> subnets,
    List<NetworkPart.CidrReservation> cidrReservations,
    List<NetworkPart.SecurityGroup> securityGroups,
    List<InstancePart.Instance> instances,
    List<InterfacePart.NetworkInterface> networkInterfaces,
    List<InterfacePart.ElasticIp> elasticIps) {

  /** What is left out is empty. */
  public WorldFile {
    quotas = quotas == null ? Map.of() : quotas;
    images = Parts.orNone(images);
    vpcs = Parts.orNone(vpcs);
    internetGateways = Parts.orNone(internetGateways);
    subnets = Parts.orNone(subnets);
    cidrReservations = Parts.orNone(cidrReservations);
    securityGroups = Parts.orNone(securityGroups);
    instances = Parts.orNone(instances);
    networkInterfaces = Parts.orNone(networkInterfaces);
    elasticIps = Parts.orNone(elasticIps);
  }
}
