"""Calls every operation of a simulator with the story's world, filling answers and requests.

An operation that needs nothing made for it is one more line of `readings`; any other belongs to
the file of its area.
"""

import wire_addresses
import wire_groups
import wire_instances
import wire_networks
from scene import GROUP, SUBNET, VPC, call, only, refused


def readings():
    call("DescribeVpcs", Filters=only("vpc-id", VPC))
    call("DescribeSubnets", SubnetIds=[SUBNET])
    call("DescribeInstanceTypes", InstanceTypes=["t3.medium", "p4d.24xlarge"])
    call("DescribeInstanceTypeOfferings", Filters=only("instance-type", "t3.medium"))
    call("DescribeAddressesAttribute", Attribute="domain-name")
    call("DescribeAvailabilityZones", ZoneIds=["use1-az6"], AllAvailabilityZones=True)
    call("DescribeAvailabilityZones", Filters=only("zone-name", "us-east-1a", "us-east-1b"))
    call("DescribeRegions", AllRegions=True)
    call("DescribeRegions", RegionNames=["eu-south-1"], Filters=only("region-name", "eu-*"))
    call("DescribeAccountAttributes")
    call("DescribeAccountAttributes", AttributeNames=["supported-platforms", "default-vpc"])


def labels():
    call(
        "CreateTags",
        Resources=[SUBNET, GROUP],
        Tags=[{"Key": "team", "Value": "ops"}, {"Key": "empty", "Value": ""}],
    )
    call("DescribeTags", Filters=only("resource-id", SUBNET, GROUP), MaxResults=10)
    call("DescribeSubnets")
    call("DeleteTags", Resources=[SUBNET, GROUP], Tags=[{"Key": "team", "Value": "ops"}])


def identities():
    call("GetCallerIdentity")
    call(
        "AssumeRole",
        RoleArn="arn:aws:iam::123456789012:role/operator",
        RoleSessionName="wire",
        DurationSeconds=900,
    )
    call("DecodeAuthorizationMessage", EncodedMessage=refused("DescribeVpcs").rsplit(": ", 1)[1])


wire_networks.everything()
wire_addresses.everything()
wire_instances.everything()
wire_groups.everything()
readings()
labels()
identities()
