"""Calls a simulator through boto3 and tells, call by call, what boto3 read from which bytes."""

import base64
import datetime
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


class Recorder:
    """Clients of EC2 and STS at one endpoint; each call is written as one line of JSON.

    The parameters are those that boto3 builds its request of: user data in Base64, tokens added.
    """

    def __init__(self, endpoint, key="simulated", validate=True):
        session = boto3.Session(key, "simulated", region_name="us-east-1")
        config = Config(
            retries={"total_max_attempts": 1}, read_timeout=60, parameter_validation=validate
        )
        self.clients = {
            name: session.client(name, endpoint_url=endpoint, config=config)
            for name in ("ec2", "sts")
        }
        self._calls = {}
        for client in self.clients.values():
            client.meta.events.register("response-received", self._received)
            client.meta.events.register_last("before-parameter-build", self._built)
            for method, action in client.meta.method_to_api_mapping.items():
                self._calls.setdefault(action, (client, getattr(client, method)))

    def _built(self, params, **_):
        self._parameters = printable(params)

    def _received(self, response_dict, **_):
        self._response = response_dict

    def call(self, action, **parameters):
        """Calls, writes what came of it, and returns boto3's answer."""
        client, method = self._calls[action]
        record = {"action": action}
        answer = {}
        try:
            answer = method(**parameters)
            shape = client.meta.service_model.operation_model(action).output_shape
            record["answer"] = filled(shape, answer)
        except ClientError as refusal:
            record["error"] = refusal.response["Error"]
            answer = refusal.response
        record["parameters"] = self._parameters
        record["metadata"] = answer["ResponseMetadata"]
        record["headers"] = dict(self._response["headers"])
        record["body"] = self._response["body"].decode("utf-8")
        print(json.dumps(record, default=str), flush=True)
        return answer


def filled(shape, value):
    """An answer with null for each member that boto3's model has and the answer has not."""
    if shape is None:
        return {}
    if value is None or shape.type_name not in ("structure", "list"):
        return printable(value)
    if shape.type_name == "list":
        return [filled(shape.member, item) for item in value]
    return {name: filled(member, value.get(name)) for name, member in shape.members.items()}


def printable(value):
    """Times and bytes as text."""
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [printable(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def endpoint():
    """The simulator that the command line names."""
    return sys.argv[1]
