"""The story's world that the calls of wire.py play in, and how they are made."""

from recorder import Recorder, endpoint

VPC = "vpc-00000000000000021"
SUBNET = "subnet-00000000000000024"
GROUP = "sg-00000000000000001"
LINUX = "i-00000000000000050"
WINDOWS = "i-00000000000000133"
LINUX_INTERFACE = "eni-00000000000000050"
IMAGE = "ami-00000000000000001"

_recorder = Recorder(endpoint())


def call(action, **parameters):
    """Calls; what is refused ends the scene."""
    answer = _recorder.call(action, **parameters)
    assert "Error" not in answer, "%s is refused: %s" % (action, answer["Error"])
    return answer


def refused(action, **parameters):
    """Calls as one to whom everything is denied; the message of the refusal."""
    return Recorder(endpoint(), "denied").call(action, **parameters)["Error"]["Message"]


def tags(resource_type):
    """Two tags for what a call makes, with letters that XML, forms and UTF-8 treat in their ways."""
    tagged = [
        {"Key": "Name", "Value": 'Größe <&> "1+1"\r\n\ttab'},
        {"Key": "empty", "Value": ""},
    ]
    return [{"ResourceType": resource_type, "Tags": tagged}]


def only(name, *values):
    """The one filter."""
    return [{"Name": name, "Values": list(values)}]
