package dev.fixedip.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Where an Elastic IP goes when what it is associated with moves or ends. */
abstract class ElasticIpMovesContract extends ElasticIpScene {
  @Test
  void itTravelsWithTheInterface() {
    NetworkInterface face = create("10.0.0.60");
    String attachmentId = attach(face, 1);
    var elasticIp = allocate();
    String associationId = associate(elasticIp, face);

    ec2().detachNetworkInterface(r -> r.attachmentId(attachmentId));
    assertThat(read(elasticIp).associationId()).isEqualTo(associationId);
    assertThat(read(elasticIp).instanceId()).isNull();
    attach(read(face.networkInterfaceId()), 1);
    assertThat(read(elasticIp).instanceId()).isEqualTo(setting().instanceId());
  }

  @Test
  void itGoesWithItsPrivateAddress() {
    NetworkInterface first = create("10.0.0.60");
    NetworkInterface second = create("10.0.0.61");
    String firstId = first.networkInterfaceId();
    ec2()
        .assignPrivateIpAddresses(
            r -> r.networkInterfaceId(firstId).privateIpAddresses("10.0.0.62"));
    var elasticIp = allocate();
    ec2()
        .associateAddress(r ->
            r.allocationId(elasticIp.allocationId())
                .networkInterfaceId(firstId)
                .privateIpAddress("10.0.0.62"));
    assertThat(read(firstId).association()).isNull();

    ec2()
        .assignPrivateIpAddresses(r ->
            r.networkInterfaceId(second.networkInterfaceId())
                .privateIpAddresses("10.0.0.62")
                .allowReassignment(true));
    assertThat(read(elasticIp).networkInterfaceId()).isEqualTo(second.networkInterfaceId());
    assertThat(read(firstId).privateIpAddresses()).hasSize(1);

    ec2()
        .unassignPrivateIpAddresses(
            r -> r.networkInterfaceId(second.networkInterfaceId()).privateIpAddresses("10.0.0.62"));
    assertThat(read(elasticIp).associationId()).isNull();
  }

  @Test
  void aDeletedInterfaceLosesItsElasticIp() {
    NetworkInterface face = create("10.0.0.60");
    var elasticIp = allocate();
    associate(elasticIp, face);
    assertRefused(
        () -> ec2().releaseAddress(r -> r.allocationId(elasticIp.allocationId())),
        "InvalidIPAddress.InUse",
        "");

    ec2().deleteNetworkInterface(r -> r.networkInterfaceId(face.networkInterfaceId()));
    assertThat(read(elasticIp).associationId()).isNull();
    ec2().releaseAddress(r -> r.allocationId(elasticIp.allocationId()));
  }

  @Test
  void aTerminatedInstanceLosesIt() {
    var elasticIp = allocate();
    ec2()
        .associateAddress(
            r -> r.allocationId(elasticIp.allocationId()).instanceId(setting().instanceId()));

    ec2().terminateInstances(r -> r.instanceIds(setting().instanceId()));
    assertThat(instance(setting().instanceId()).publicIpAddress()).isNull();
    assertThat(read(elasticIp).associationId()).isNull();
    assertRefused(
        () ->
            ec2()
                .associateAddress(r ->
                    r.allocationId(elasticIp.allocationId()).instanceId(setting().instanceId())),
        "IncorrectInstanceState",
        setting().instanceId());
  }

  @Test
  void itMovesUnlessThatIsForbidden() {
    NetworkInterface first = create("10.0.0.60");
    NetworkInterface second = create("10.0.0.61");
    var elasticIp = allocate();
    String associationId = associate(elasticIp, first);

    assertThat(associate(elasticIp, first)).isEqualTo(associationId);
    assertRefused(
        () -> associateOnly(elasticIp, second),
        "Resource.AlreadyAssociated",
        "resource %s is already associated with associate-id %s"
            .formatted(elasticIp.allocationId(), associationId));
    assertRefused(
        () -> associateOnly(allocate(), first), "Resource.AlreadyAssociated", associationId);

    assertThat(associate(elasticIp, second)).isNotEqualTo(associationId);
    assertThat(read(first.networkInterfaceId()).association()).isNull();
    var other = allocate();
    associate(other, second);
    assertThat(read(elasticIp).associationId()).isNull();
    assertThat(read(second.networkInterfaceId()).association().publicIp())
        .isEqualTo(other.publicIp());
  }

  private void associateOnly(AllocateAddressResponse elasticIp, NetworkInterface face) {
    ec2()
        .associateAddress(r ->
            r.allocationId(elasticIp.allocationId())
                .networkInterfaceId(face.networkInterfaceId())
                .allowReassociation(false));
  }
}
