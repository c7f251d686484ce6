"""The CDK app: `python -m infra.app` writes the templates, needing neither AWS nor Docker."""

import json
from pathlib import Path
from typing import Any

from infra.jsii_node import use_bundled_node

use_bundled_node()  # Before the first import of aws_cdk, which starts Node.

import aws_cdk as cdk  # noqa: E402 - see above
from cdk_nag import AwsSolutionsChecks, ServerlessChecks  # noqa: E402 - see above

from infra.core import JourCore  # noqa: E402 - see above
from infra.edge import JourEdge  # noqa: E402 - see above
from infra.environments import environment_of  # noqa: E402 - see above
from infra.shield import REGION_OF_CLOUDFRONT, JourShield  # noqa: E402 - see above
from infra.telephony import JourTelephony  # noqa: E402 - see above
from infra.watch import JourWatch  # noqa: E402 - see above

CDK_JSON = Path(__file__).parent.parent / "cdk.json"


def build() -> cdk.App:
    """Declare the stacks, to be judged by cdk-nag when they are synthesised."""
    app = cdk.App(context=_flags())
    environment = environment_of(app.node.try_get_context)
    # No account: the template is the same in each. `make deploy` compares the account itself.
    every: dict[str, Any] = {
        "environment": environment,
        "env": cdk.Environment(region=environment.region),
        "termination_protection": environment.is_production,
    }
    core = JourCore(app, "JourCore", **every)
    JourEdge(
        app,
        "JourEdge",
        http_api_id=core.http_api.id,
        socket_api=core.socket_api,
        front=core.front,
        **every,
    )
    JourTelephony(
        app,
        "JourTelephony",
        distance_toggle=core.distance_toggle,
        call_routing=core.call_routing,
        callback_routing=core.callback_routing,
        **every,
    )
    JourWatch(app, "JourWatch", watched=core.watched, **every)
    JourShield(
        app,
        "JourShield",
        env=cdk.Environment(region=REGION_OF_CLOUDFRONT),
        termination_protection=environment.is_production,
    )
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    return app


def _flags() -> dict[str, object]:
    """The feature flags of cdk.json, which the CDK's own command line would bring."""
    settings = json.loads(CDK_JSON.read_text(encoding="utf-8"))
    flags: dict[str, object] = settings["context"]
    return flags


if __name__ == "__main__":
    build().synth()
