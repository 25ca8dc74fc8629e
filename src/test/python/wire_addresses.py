"""Network interfaces with their private, IPv6 and Elastic IP addresses."""

from scene import GROUP, LINUX, LINUX_INTERFACE, SUBNET, VPC, WINDOWS, call, only, tags
from wire_networks import smaller


def everything():
    ipv6 = open_network()
    interfaces()
    interface_attributes()
    ipv6_addresses(ipv6)
    elastic_ips()


def open_network():
    """Gives the story's network a gateway and IPv6; the subnet's range."""
    gateway = call("CreateInternetGateway")["InternetGateway"]["InternetGatewayId"]
    call("AttachInternetGateway", InternetGatewayId=gateway, VpcId=VPC)
    v6 = call("AssociateVpcCidrBlock", VpcId=VPC, AmazonProvidedIpv6CidrBlock=True)
    ipv6 = smaller(v6["Ipv6CidrBlockAssociation"]["Ipv6CidrBlock"], 64)[0]
    call("AssociateSubnetCidrBlock", SubnetId=SUBNET, Ipv6CidrBlock=ipv6)
    return ipv6


def interfaces():
    made = call(
        "CreateNetworkInterface",
        ClientToken="wire",
        SubnetId=SUBNET,
        Description="ü & <b>",
        Groups=[GROUP],
        PrivateIpAddresses=[
            {"PrivateIpAddress": "10.0.0.60", "Primary": True},
            {"PrivateIpAddress": "10.0.0.61", "Primary": False},
        ],
        Ipv6AddressCount=2,
        TagSpecifications=tags("network-interface"),
    )["NetworkInterface"]["NetworkInterfaceId"]
    attachment = call(
        "AttachNetworkInterface",
        NetworkInterfaceId=made,
        InstanceId=WINDOWS,
        DeviceIndex=1,
        NetworkCardIndex=0,
    )["AttachmentId"]
    call(
        "AssignPrivateIpAddresses",
        NetworkInterfaceId=made,
        AllowReassignment=False,
        PrivateIpAddresses=["10.0.0.62", "10.0.0.63"],
    )
    call(
        "ModifyNetworkInterfaceAttribute",
        NetworkInterfaceId=made,
        Attachment={"AttachmentId": attachment, "DeleteOnTermination": True},
    )
    call("DescribeNetworkInterfaces", IncludeManagedResources=True)
    call(
        "DescribeNetworkInterfaces",
        MaxResults=5,
        Filters=only("addresses.private-ip-address", "10.0.0.60", "10.0.0.61"),
    )
    call("DescribeInstances", InstanceIds=[WINDOWS, LINUX])
    call("UnassignPrivateIpAddresses", NetworkInterfaceId=made, PrivateIpAddresses=["10.0.0.63"])
    call("DetachNetworkInterface", AttachmentId=attachment, Force=True)
    call("DeleteNetworkInterface", NetworkInterfaceId=made)


def interface_attributes():
    face = {"NetworkInterfaceId": LINUX_INTERFACE}
    call("ModifyNetworkInterfaceAttribute", Description={"Value": "ü & <b>"}, **face)
    call("ModifyNetworkInterfaceAttribute", SourceDestCheck={"Value": False}, **face)
    call("ModifyNetworkInterfaceAttribute", Groups=[GROUP], **face)
    for attribute in (
        "description",
        "groupSet",
        "sourceDestCheck",
        "attachment",
        "associatePublicIpAddress",
    ):
        call("DescribeNetworkInterfaceAttribute", Attribute=attribute, **face)
    call("ResetNetworkInterfaceAttribute", SourceDestCheck="true", **face)


def ipv6_addresses(subnet_range):
    face = {"NetworkInterfaceId": LINUX_INTERFACE}
    call("AssignIpv6Addresses", Ipv6AddressCount=2, **face)
    chosen = subnet_range.replace("/64", "60")
    call("AssignIpv6Addresses", Ipv6Addresses=[chosen], **face)
    call("DescribeNetworkInterfaces", NetworkInterfaceIds=[LINUX_INTERFACE])
    call("DescribeInstances", Filters=only("network-interface.ipv6-addresses.ipv6-address", chosen))
    call("UnassignIpv6Addresses", Ipv6Addresses=[chosen], **face)


def elastic_ips():
    first = call(
        "AllocateAddress",
        Domain="vpc",
        PublicIpv4Pool="amazon",
        NetworkBorderGroup="us-east-1",
        TagSpecifications=tags("elastic-ip"),
    )
    second = call("AllocateAddress")
    to_instance = call(
        "AssociateAddress", AllocationId=first["AllocationId"], InstanceId=WINDOWS
    )["AssociationId"]
    to_interface = call(
        "AssociateAddress",
        AllocationId=second["AllocationId"],
        NetworkInterfaceId=LINUX_INTERFACE,
        PrivateIpAddress="10.0.0.50",
        AllowReassociation=False,
    )["AssociationId"]
    call("DescribeAddresses")
    call("DescribeAddresses", PublicIps=[first["PublicIp"]])
    call(
        "DescribeAddresses",
        AllocationIds=[second["AllocationId"]],
        Filters=only("association-id", to_interface),
    )
    call("DescribeNetworkInterfaces", NetworkInterfaceIds=[LINUX_INTERFACE])
    call("DescribeInstances", InstanceIds=[WINDOWS, LINUX])
    for association in (to_instance, to_interface):
        call("DisassociateAddress", AssociationId=association)
    call("ReleaseAddress", AllocationId=first["AllocationId"], NetworkBorderGroup="us-east-1")
    call("ReleaseAddress", AllocationId=second["AllocationId"])
