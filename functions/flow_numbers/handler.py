"""Custom::JourFlowNumbers: ties telephone numbers to a flow when CloudFormation asks for it."""

from typing import Any

from jour.custom_resource import told
from jour.flow_numbers import tied
from jour.observe import observed
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> None:
    told(event, lambda: tied(event, services().flow_numbers))
