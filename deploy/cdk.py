"""The CDK: synthesises an environment into a folder of its own, and works on what lies there."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from deploy.parameters import CORE, Values, digest
from infra.environment import PARAMETERS_DIGEST, Environment
from local import children, client
from local.failure import Failure
from local.settings import ROOT
from local.steps import step

_WORK = ROOT / ".local" / "deploy"


class Cdk:
    """The command line of the lock file, with the environment's own Node."""

    def __init__(self, environment: Environment, profile: str | None) -> None:
        self._environment, self._profile = environment, profile
        self.folder = _WORK / environment.name

    def synthesise(self, given: Values) -> None:
        """Make the templates, needing neither credentials nor the account."""
        context = {"env": self._environment.name, PARAMETERS_DIGEST: digest(given[CORE])}
        tools = Path(sys.executable).parent
        environment = children.clean_environment(
            PATH=os.pathsep.join((str(tools), str(client.node().parent), os.environ["PATH"])),
            CDK_OUTDIR=str(self.folder),
            CDK_CONTEXT_JSON=json.dumps(context),
            JSII_NODE=str(client.node()),
        )
        command = [sys.executable, "-m", "infra.app"]
        with step(f"Templates of {self._environment.name}"):
            log = _WORK / f"{self._environment.name}.log"
            children.run(command, "Synthesising (python -m infra.app)", log, ROOT, environment)

    def declared(self, stack: str) -> set[str]:
        """The names of the stack's parameters, the CDK's own left out."""
        template = json.loads((self.folder / f"{stack}.template.json").read_text())
        return {name for name in template["Parameters"] if name != "BootstrapVersion"}

    def deploy(self, stack: str, values: Mapping[str, str], *, ask: bool) -> None:
        """Deploy one stack; its dependencies have been. `ask` before permissions widen."""
        approval = "broadening" if ask else "never"
        self._run(
            *("deploy", stack, "--exclusively", "--require-approval", approval),
            *(f"--parameters={stack}:{name}={value}" for name, value in sorted(values.items())),
        )

    def diff(self, stacks: Iterable[str]) -> None:
        self._run("diff", *stacks, "--exclusively")

    def destroy(self, stacks: Iterable[str]) -> None:
        self._run("destroy", *stacks, "--exclusively", "--force")

    def bootstrap(self) -> None:
        where = f"aws://{self._environment.account}/{self._environment.region}"
        self._run("bootstrap", where, with_app=False)

    def _run(self, *words: str, with_app: bool = True) -> None:
        app = ("--app", str(self.folder)) if with_app else ()
        command = [str(Path(sys.executable).parent / "cdk"), *words, *app]
        done = subprocess.run(command, cwd=ROOT, env=dict(self._variables()), check=False)
        if done.returncode != 0:
            raise Failure(
                f"'cdk {words[0]}' ended with {done.returncode}; what it said stands above. What it"
                " had begun is put back; what was done before stays: correct it and run this again."
            )

    def _variables(self) -> Iterator[tuple[str, str]]:
        yield from os.environ.items()
        yield "PATH", f"{client.node().parent}{os.pathsep}{os.environ['PATH']}"
        yield "JSII_NODE", str(client.node())
        yield "AWS_REGION", self._environment.region
        yield "CDK_DISABLE_CLI_TELEMETRY", "true"
        if self._profile:
            yield "AWS_PROFILE", self._profile
