"""Goes through boto3's paginators and waiters; ends with an error where one does not work."""

from recorder import Recorder, endpoint

SUBNET = "subnet-00000000000000024"
QUICK = {"Delay": 1, "MaxAttempts": 20}

ec2 = Recorder(endpoint()).clients["ec2"]


def pages(operation, key, **parameters):
    """All items of all pages of five, of which there must be several."""
    paginator = ec2.get_paginator(operation)
    found = list(paginator.paginate(PaginationConfig={"PageSize": 5}, **parameters))
    assert len(found) > 1, "%s has one page only" % operation
    return [item for page in found for item in page[key]]


def wait(waiter, **parameters):
    ec2.get_waiter(waiter).wait(WaiterConfig=QUICK, **parameters)


faces = [
    ec2.create_network_interface(SubnetId=SUBNET)["NetworkInterface"]["NetworkInterfaceId"]
    for _ in range(12)
]
wait("network_interface_available", NetworkInterfaceIds=faces)
seen = [
    face["NetworkInterfaceId"]
    for face in pages("describe_network_interfaces", "NetworkInterfaces")
]
assert set(faces) <= set(seen) and len(seen) == len(set(seen)), seen

launched = ec2.run_instances(
    ImageId="ami-00000000000000001",
    InstanceType="t3.micro",
    MinCount=6,
    MaxCount=6,
    SubnetId=SUBNET,
)["Instances"]
ids = [instance["InstanceId"] for instance in launched]
wait("instance_exists", InstanceIds=ids)
wait("instance_running", InstanceIds=ids)
wait("instance_status_ok", InstanceIds=ids)
wait("system_status_ok", InstanceIds=ids)
reservations = pages("describe_instances", "Reservations")
assert set(ids) <= {i["InstanceId"] for r in reservations for i in r["Instances"]}
assert set(ids) <= {s["InstanceId"] for s in pages("describe_instance_status", "InstanceStatuses")}
assert "t3.micro" in {t["InstanceType"] for t in pages("describe_instance_types", "InstanceTypes")}

ec2.create_tags(Resources=ids, Tags=[{"Key": "batch", "Value": "1"}])
tags = pages("describe_tags", "Tags", Filters=[{"Name": "resource-id", "Values": ids}])
assert {tag["ResourceId"] for tag in tags} == set(ids), tags
ec2.stop_instances(InstanceIds=ids)
wait("instance_stopped", InstanceIds=ids)
ec2.terminate_instances(InstanceIds=ids)
wait("instance_terminated", InstanceIds=ids)
wait("subnet_available", SubnetIds=[SUBNET])
wait("vpc_available", VpcIds=["vpc-00000000000000021"])
wait("vpc_exists", VpcIds=["vpc-00000000000000021"])
wait("security_group_exists", GroupIds=["sg-00000000000000001"])
print("done")
