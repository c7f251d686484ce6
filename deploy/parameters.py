"""What each stack's parameters are, from an environment and from what the stacks themselves say."""

import hashlib
import json
from collections.abc import Mapping

from infra.environment import Environment

CORE, EDGE, TELEPHONY = "JourCore", "JourEdge", "JourTelephony"
WATCH = "JourWatch"
NOWHERE_YET = "https://not-deployed-yet.invalid"
"""The origin of a client without a domain, until CloudFront has given it one."""

Values = Mapping[str, Mapping[str, str]]
"""Values by name, by stack: parameters, or outputs."""


def stacks(environment: Environment) -> tuple[str, ...]:
    """The environment's stacks, in the order in which they are deployed.

    The old client has to work with new functions, for pages stay open; so the client comes last.
    """
    telephony = (TELEPHONY,) if environment.connect_instance_arn else ()
    watch = (WATCH,) if environment.is_watched else ()
    return (CORE, *telephony, EDGE, *watch)


def parameters(environment: Environment, outputs: Values) -> Values:
    """Every parameter of the environment's stacks.

    JourCore is told what JourTelephony and JourEdge made. Empty texts are told, too: CloudFormation
    would keep what somebody gave by hand.
    """
    given = {
        CORE: _core(environment, outputs),
        TELEPHONY: _telephony(environment, outputs),
        EDGE: {"SoftphoneOrigin": environment.softphone_origin},
        WATCH: {},
    }
    return {stack: given[stack] for stack in stacks(environment)}


def digest(values: Mapping[str, str]) -> str:
    """Changes when a value does: functions that are shifted gradually need to know
    (infra/gradual.py)."""
    return hashlib.sha256(json.dumps(sorted(values.items())).encode()).hexdigest()[:16]


def _origin(environment: Environment, outputs: Values) -> str:
    if environment.domain:
        return f"https://{environment.domain}"
    return outputs.get(EDGE, {}).get("Address", NOWHERE_YET)


def _core(environment: Environment, outputs: Values) -> dict[str, str]:
    flows = outputs.get(TELEPHONY, {}) if environment.connect_instance_arn else {}
    given = {
        "AllowedOrigins": _origin(environment, outputs),
        "SenderAddress": environment.sender_address,
        "SmsSenderId": environment.sms_sender_id,
        "ServiceNumber": environment.service_number or "",
        "SoftphoneUrl": environment.softphone_url or "",
        "ConnectInstanceId": environment.instance_id,
        "ConnectionsUrl": "",
        "ConnectUrl": "",
        "PushService": "",
        **{
            name: flows.get(name, "")
            for name in ("InviteFlowId", "CallbackFlowId", "SoftphoneCallbackFlowId")
        },
    }
    return {name: value for name, value in given.items() if value is not None}


def _telephony(environment: Environment, outputs: Values) -> dict[str, str]:
    return {
        "ConnectInstanceArn": environment.connect_instance_arn or "",
        "ServiceNumber": environment.service_number or "",
        "CustomerNumbers": ",".join(environment.customer_numbers),
        "SoftphoneClient": _origin(environment, outputs) if environment.softphone_url else "",
    }
