package dev.fixedip.simulator;

import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The VPC of the setting has an internet gateway, and the account no Elastic IP. */
abstract class ElasticIpScene extends Ec2Contract {
  AllocateAddressResponse allocate() {
    return ec2().allocateAddress(r -> r.domain(DomainType.VPC));
  }

  String associate(AllocateAddressResponse elasticIp, NetworkInterface face) {
    return ec2()
        .associateAddress(r ->
            r.allocationId(elasticIp.allocationId()).networkInterfaceId(face.networkInterfaceId()))
        .associationId();
  }

  Address read(AllocateAddressResponse elasticIp) {
    return ec2()
        .describeAddresses(r -> r.allocationIds(elasticIp.allocationId()))
        .addresses()
        .getFirst();
  }
}
