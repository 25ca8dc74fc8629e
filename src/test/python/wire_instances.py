"""Instances: their launch, their attributes, and what starts and ends them."""

from scene import GROUP, IMAGE, SUBNET, call, only, tags

ATTRIBUTES = [
    ("InstanceType", "t3.large"),
    ("DisableApiTermination", True),
    ("DisableApiTermination", False),
    ("DisableApiStop", True),
    ("DisableApiStop", False),
    ("InstanceInitiatedShutdownBehavior", "terminate"),
    ("SourceDestCheck", False),
]
OTHER_ATTRIBUTES = [
    "groupSet",
    "userData",
    "rootDeviceName",
    "ebsOptimized",
    "enaSupport",
    "enclaveOptions",
    "kernel",
    "productCodes",
]


def everything():
    launched = launch()
    call("DescribeInstances", MaxResults=5, Filters=only("instance-id", launched))
    call("DescribeInstanceStatus", InstanceIds=[launched], IncludeAllInstances=True)
    call("RebootInstances", InstanceIds=[launched])
    call("StopInstances", InstanceIds=[launched], Force=False)
    attributes(launched)
    call("StartInstances", InstanceIds=[launched])
    call("TerminateInstances", InstanceIds=[launched])
    several_interfaces()


def launch():
    return call(
        "RunInstances",
        ClientToken="wire",
        ImageId=IMAGE,
        InstanceType="t3.medium",
        MinCount=1,
        MaxCount=1,
        UserData="#!/bin/sh\necho 'ü' > /tmp/<&>\n",
        NetworkInterfaces=[
            {
                "DeviceIndex": 0,
                "SubnetId": SUBNET,
                "PrivateIpAddress": "10.0.0.70",
                "Groups": [GROUP],
                "Description": "primary",
                "DeleteOnTermination": True,
                "AssociatePublicIpAddress": True,
                "Ipv6AddressCount": 1,
            }
        ],
        TagSpecifications=tags("instance") + tags("network-interface"),
    )["Instances"][0]["InstanceId"]


def several_interfaces():
    launched = call(
        "RunInstances",
        ImageId=IMAGE,
        InstanceType="t3.medium",
        MinCount=2,
        MaxCount=2,
        NetworkInterfaces=[
            {"DeviceIndex": 0, "SubnetId": SUBNET, "SecondaryPrivateIpAddressCount": 1},
            {"DeviceIndex": 1, "SubnetId": SUBNET, "DeleteOnTermination": True},
        ],
    )["Instances"]
    ids = [instance["InstanceId"] for instance in launched]
    call("DescribeInstances", InstanceIds=ids)
    call("TerminateInstances", InstanceIds=ids)


def attributes(instance):
    for attribute, value in ATTRIBUTES:
        call("ModifyInstanceAttribute", InstanceId=instance, **{attribute: {"Value": value}})
        describe(instance, attribute[0].lower() + attribute[1:])
    call("ModifyInstanceAttribute", InstanceId=instance, Groups=[GROUP])
    call("ModifyInstanceAttribute", InstanceId=instance, Attribute="instanceType", Value="t3.medium")
    for attribute in OTHER_ATTRIBUTES:
        describe(instance, attribute)


def describe(instance, attribute):
    call("DescribeInstanceAttribute", InstanceId=instance, Attribute=attribute)
