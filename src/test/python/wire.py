"""Calls every operation of a simulator with the story's world, filling answers and requests."""

from recorder import Recorder, endpoint

VPC = "vpc-00000000000000021"
SUBNET = "subnet-00000000000000024"
GROUP = "sg-00000000000000001"
LINUX = "i-00000000000000050"
WINDOWS = "i-00000000000000133"
IMAGE = "ami-00000000000000001"

call = Recorder(endpoint()).call


def tags(resource_type):
    """Two tags for what a call makes, with letters that XML, forms and UTF-8 treat in their ways."""
    tagged = [
        {"Key": "Name", "Value": 'Größe <&> "1+1"\r\n\ttab'},
        {"Key": "empty", "Value": ""},
    ]
    return [{"ResourceType": resource_type, "Tags": tagged}]


def only(name, *values):
    return [{"Name": name, "Values": list(values)}]


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


def instances():
    launched = call(
        "RunInstances",
        ClientToken="wire",
        ImageId=IMAGE,
        InstanceType="t3.medium",
        MinCount=1,
        MaxCount=1,
        NetworkInterfaces=[
            {
                "DeviceIndex": 0,
                "SubnetId": SUBNET,
                "PrivateIpAddress": "10.0.0.70",
                "Groups": [GROUP],
                "Description": "primary",
                "DeleteOnTermination": True,
            }
        ],
        TagSpecifications=tags("instance") + tags("network-interface"),
    )["Instances"][0]["InstanceId"]
    call("DescribeInstances", MaxResults=5, Filters=only("instance-id", launched))
    call("DescribeInstanceStatus", InstanceIds=[launched], IncludeAllInstances=True)
    call("DescribeInstanceTypes", InstanceTypes=["t3.medium", "p4d.24xlarge"])
    call("StopInstances", InstanceIds=[launched], Force=False)
    call("StartInstances", InstanceIds=[launched])
    call("TerminateInstances", InstanceIds=[launched])


def networks():
    call("DescribeVpcs", Filters=only("vpc-id", VPC))
    call("DescribeSubnets", SubnetIds=[SUBNET])


def groups():
    made = call(
        "CreateSecurityGroup",
        GroupName="wire",
        Description="For a test",
        VpcId=VPC,
        TagSpecifications=tags("security-group"),
    )["GroupId"]
    allowed = call(
        "AuthorizeSecurityGroupIngress",
        GroupId=made,
        IpPermissions=[
            {
                "IpProtocol": "icmp",
                "FromPort": 8,
                "ToPort": -1,
                "IpRanges": [{"CidrIp": "10.0.0.9/21", "Description": "ping"}],
                "Ipv6Ranges": [],
            },
            {
                "IpProtocol": "tcp",
                "FromPort": 443,
                "ToPort": 443,
                "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32", "Description": "six"}],
                "UserIdGroupPairs": [{"GroupId": GROUP, "Description": "friends"}],
            },
        ],
        TagSpecifications=tags("security-group-rule"),
    )["SecurityGroupRules"]
    call("DescribeSecurityGroups", GroupIds=[made])
    call("DescribeSecurityGroupRules", Filters=only("group-id", made))
    call(
        "RevokeSecurityGroupIngress",
        GroupId=made,
        SecurityGroupRuleIds=[rule["SecurityGroupRuleId"] for rule in allowed],
    )


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
    refusal = Recorder(endpoint(), "denied").call("DescribeVpcs")["Error"]["Message"]
    call("GetCallerIdentity")
    call(
        "AssumeRole",
        RoleArn="arn:aws:iam::123456789012:role/operator",
        RoleSessionName="wire",
        DurationSeconds=900,
    )
    call("DecodeAuthorizationMessage", EncodedMessage=refusal.rsplit(": ", 1)[1])


interfaces()
instances()
networks()
groups()
labels()
identities()
