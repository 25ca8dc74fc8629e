"""Security groups and their rules."""

from scene import GROUP, VPC, call, only, tags


def everything():
    made = call(
        "CreateSecurityGroup",
        GroupName="wire",
        Description="For a test",
        VpcId=VPC,
        TagSpecifications=tags("security-group"),
    )["GroupId"]
    incoming = ingress(made)
    outgoing = egress(made)
    change(made, incoming[0])
    call("DescribeSecurityGroups", GroupIds=[made])
    call("DescribeSecurityGroups", Filters=only("group-name", "wire"), MaxResults=5)
    call("GetSecurityGroupsForVpc", VpcId=VPC, MaxResults=5)
    call("DescribeSecurityGroupRules", Filters=only("group-id", made))
    call("DescribeSecurityGroupRules", SecurityGroupRuleIds=outgoing)
    call("RevokeSecurityGroupIngress", GroupId=made, SecurityGroupRuleIds=incoming)
    call("RevokeSecurityGroupEgress", GroupId=made, SecurityGroupRuleIds=outgoing)
    call(
        "RevokeSecurityGroupEgress",
        GroupId=made,
        IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
    )
    call("DeleteSecurityGroup", GroupId=made)


def ingress(group):
    return ids(
        call(
            "AuthorizeSecurityGroupIngress",
            GroupId=group,
            IpPermissions=[
                {
                    "IpProtocol": "icmp",
                    "FromPort": 8,
                    "ToPort": -1,
                    "IpRanges": [{"CidrIp": "10.0.0.9/21", "Description": "ping"}],
                    "Ipv6Ranges": [],
                },
                web(),
            ],
            TagSpecifications=tags("security-group-rule"),
        )
    )


def egress(group):
    return ids(
        call(
            "AuthorizeSecurityGroupEgress",
            GroupId=group,
            IpPermissions=[web()],
            TagSpecifications=tags("security-group-rule"),
        )
    )


def web(six="six", friends="friends"):
    return {
        "IpProtocol": "tcp",
        "FromPort": 443,
        "ToPort": 443,
        "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32", "Description": six}],
        "UserIdGroupPairs": [{"GroupId": GROUP, "Description": friends}],
    }


def change(group, ping):
    for way in ("Ingress", "Egress"):
        call(
            "UpdateSecurityGroupRuleDescriptions" + way,
            GroupId=group,
            IpPermissions=[web("sechs", "Freunde")],
        )
    call(
        "UpdateSecurityGroupRuleDescriptionsIngress",
        GroupId=group,
        SecurityGroupRuleDescriptions=[{"SecurityGroupRuleId": ping, "Description": "echo"}],
    )
    rule = {
        "IpProtocol": "udp",
        "FromPort": 53,
        "ToPort": 54,
        "CidrIpv4": "10.0.0.0/24",
        "Description": "names",
    }
    call(
        "ModifySecurityGroupRules",
        GroupId=group,
        SecurityGroupRules=[{"SecurityGroupRuleId": ping, "SecurityGroupRule": rule}],
    )


def ids(allowed):
    return [rule["SecurityGroupRuleId"] for rule in allowed["SecurityGroupRules"]]
