"""VPCs, subnets and gateways."""

from ipaddress import ip_network

from scene import call, only, tags


def smaller(cidr, length):
    """The ranges of that length in an IPv6 range."""
    return [str(part) for part in ip_network(cidr).subnets(new_prefix=length)]


def everything():
    vpc = call(
        "CreateVpc",
        CidrBlock="10.1.0.0/16",
        InstanceTenancy="default",
        AmazonProvidedIpv6CidrBlock=True,
        TagSpecifications=tags("vpc"),
    )["Vpc"]
    made = vpc["VpcId"]
    ranges(made)
    attributes(made)
    subnets(made, vpc["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"])
    gateways(made)
    call("ModifyVpcTenancy", VpcId=made, InstanceTenancy="default")
    call("DeleteVpc", VpcId=made)
    default()


def ranges(vpc):
    v4 = call("AssociateVpcCidrBlock", VpcId=vpc, CidrBlock="10.2.0.0/16")
    v6 = call("AssociateVpcCidrBlock", VpcId=vpc, AmazonProvidedIpv6CidrBlock=True)
    call("DescribeVpcs", VpcIds=[vpc])
    call("DescribeVpcs", MaxResults=5, Filters=only("ipv6-cidr-block-association.ipv6-pool", "A*"))
    for associated, kind in ((v4, "CidrBlockAssociation"), (v6, "Ipv6CidrBlockAssociation")):
        call("DisassociateVpcCidrBlock", AssociationId=associated[kind]["AssociationId"])


def attributes(vpc):
    for attribute in (
        "EnableDnsSupport",
        "EnableDnsHostnames",
        "EnableNetworkAddressUsageMetrics",
    ):
        call("ModifyVpcAttribute", VpcId=vpc, **{attribute: {"Value": True}})
        call("DescribeVpcAttribute", VpcId=vpc, Attribute=attribute[0].lower() + attribute[1:])


def subnets(vpc, v6):
    ranges = smaller(v6, 64)
    made = call(
        "CreateSubnet",
        VpcId=vpc,
        CidrBlock="10.1.0.0/24",
        Ipv6CidrBlock=ranges[0],
        AvailabilityZoneId="use1-az1",
        TagSpecifications=tags("subnet"),
    )["Subnet"]["SubnetId"]
    late = call(
        "CreateSubnet", VpcId=vpc, CidrBlock="10.1.1.0/24", AvailabilityZone="us-east-1c"
    )["Subnet"]["SubnetId"]
    associated = call("AssociateSubnetCidrBlock", SubnetId=late, Ipv6CidrBlock=ranges[1])
    for attribute, value in (
        ("MapPublicIpOnLaunch", {"Value": True}),
        ("AssignIpv6AddressOnCreation", {"Value": True}),
        ("EnableDns64", {"Value": True}),
        ("PrivateDnsHostnameTypeOnLaunch", "resource-name"),
        ("EnableResourceNameDnsARecordOnLaunch", {"Value": True}),
        ("EnableResourceNameDnsAAAARecordOnLaunch", {"Value": True}),
    ):
        call("ModifySubnetAttribute", SubnetId=made, **{attribute: value})
    call("DescribeSubnets", Filters=only("vpc-id", vpc), MaxResults=5)
    call(
        "DisassociateSubnetCidrBlock",
        AssociationId=associated["Ipv6CidrBlockAssociation"]["AssociationId"],
    )
    reservations(made, smaller(ranges[0], 80)[1])
    call("DeleteSubnet", SubnetId=made)
    call("DeleteSubnet", SubnetId=late)


def reservations(subnet, v6):
    kept = [
        call(
            "CreateSubnetCidrReservation",
            SubnetId=subnet,
            Cidr=cidr,
            ReservationType=kind,
            Description="ü & <b>",
            TagSpecifications=tags("subnet-cidr-reservation"),
        )["SubnetCidrReservation"]["SubnetCidrReservationId"]
        for cidr, kind in (("10.1.0.128/28", "explicit"), (v6, "prefix"))
    ]
    call("GetSubnetCidrReservations", SubnetId=subnet, MaxResults=10)
    call(
        "GetSubnetCidrReservations",
        SubnetId=subnet,
        Filters=only("reservationType", "explicit"),
    )
    for reservation in kept:
        call("DeleteSubnetCidrReservation", SubnetCidrReservationId=reservation)


def gateways(vpc):
    made = call("CreateInternetGateway", TagSpecifications=tags("internet-gateway"))
    gateway = made["InternetGateway"]["InternetGatewayId"]
    call("AttachInternetGateway", InternetGatewayId=gateway, VpcId=vpc)
    call("DescribeInternetGateways", InternetGatewayIds=[gateway])
    call("DescribeInternetGateways", Filters=only("attachment.vpc-id", vpc), MaxResults=5)
    call("DetachInternetGateway", InternetGatewayId=gateway, VpcId=vpc)
    call("DeleteInternetGateway", InternetGatewayId=gateway)


def default():
    made = call("CreateDefaultVpc")["Vpc"]["VpcId"]
    call("DescribeVpcs", Filters=only("is-default", "true"))
    call("DescribeSubnets", Filters=only("vpc-id", made))
    call("DescribeInternetGateways")
    zone = "us-east-1f"
    gone = call("DescribeSubnets", Filters=only("availability-zone", zone))["Subnets"][0]
    call("DeleteSubnet", SubnetId=gone["SubnetId"])
    call("CreateDefaultSubnet", AvailabilityZone=zone)
