"""Synthesises the app with every acknowledgement forgotten: what do the rule packs say then?"""

from infra.jsii_node import use_bundled_node

use_bundled_node()  # Before the first import of aws_cdk, which starts Node.

import aws_cdk as cdk  # noqa: E402 - see above

from infra.app import build  # noqa: E402 - see above


def _forget(_: cdk.Validations, *__: cdk.Acknowledgment) -> None:
    return None


if __name__ == "__main__":
    cdk.Validations.acknowledge = _forget  # type: ignore[assignment,method-assign] # that is the point
    build().synth()
