"""CloudFront's function in front of the client's files, run by Node as it stands."""

import json
import subprocess
from pathlib import Path

import pytest

from local.client import node
from local.settings import ROOT

SOURCE = ROOT / "infra" / "spa_fallback.js"
ASKED = [
    ("/", "/index.html"),
    ("/login", "/index.html"),
    ("/settings/groups", "/index.html"),
    ("/users/anna.lind/calls", "/index.html"),
    ("/index.html", "/index.html"),
    ("/assets/main-8S2KQ.js", "/assets/main-8S2KQ.js"),
    ("/manifest.webmanifest", "/manifest.webmanifest"),
    ("/chat/", "/chat/index.html"),
    ("/chat/jour-chat.js", "/chat/jour-chat.js"),
    ("/chats/today", "/index.html"),
    ("/chat", "/index.html"),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the function makes of every address, in one run."""
    script = tmp_path_factory.mktemp("spa") / "run.cjs"
    uris = json.dumps([uri for uri, _ in ASKED])
    script.write_text(
        SOURCE.read_text(encoding="utf-8")
        + f"const out = {uris}.map((uri) => handler({{request: {{uri}}}}).uri);"
        + "process.stdout.write(JSON.stringify(out));",
        encoding="utf-8",
    )
    return _run(script)


def _run(script: Path) -> list[str]:
    done = subprocess.run([str(node()), str(script)], capture_output=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("index", "asked", "served"), [(i, *a) for i, a in enumerate(ASKED)])
def test_addresses_of_the_client_are_its_page(
    answers: list[str], index: int, asked: str, served: str
) -> None:
    """A reloaded or bookmarked address shows the client; a file is served as the file it is."""
    assert answers[index] == served, asked
