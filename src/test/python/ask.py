"""Makes the calls that stand on standard input, one a line: {"action": …, "parameters": …}.

Boto3 does not look whether a parameter is missing, so that the simulator has to.
"""

import json
import sys

from recorder import Recorder, endpoint

recorder = Recorder(endpoint(), validate=False)
for line in sys.stdin:
    asked = json.loads(line)
    recorder.call(asked["action"], **asked["parameters"])
