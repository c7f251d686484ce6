"""Deploys the synthesised template to the local AWS, as CloudFormation does to the real one."""

from contextlib import closing

from local import cloud
from local.assembly import Assembly
from local.settings import Settings
from local.stack import Deployed, Stack
from local.steps import Step
from local.upload import upload


def deploy(settings: Settings, assembly: Assembly, current: Step) -> Deployed:
    """Create or update the stack until it is what the template says; free when it already is."""
    with closing(cloud.client("cloudformation", settings.aws_endpoint)) as formation:
        stack = Stack(formation, settings, assembly)
        if stack.is_current():
            current.result = "unchanged"
            return stack.deployed()
        current.note = "uploading packages"
        upload(settings, assembly)
        current.note = "creating resources"
        stack.apply()
        if not stack.is_current():
            # Only now is the socket API's id known, and with it the address to push to.
            current.note = "telling the functions where to push"
            stack.apply()
        current.result = "deployed"
        return stack.deployed()
