"""Write docs/licences.md: under which licence each package is that this project uses.

`PYTHONPATH=layers/jour/python python -m docs.licences`. Python's packages say it in the metadata
that is installed, the client's in its lock file; nothing is asked of a registry. Raises LookupError
for a licence that nobody has allowed.
"""

import json
import re
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs/licences.md"
NPM_LOCK = ROOT / "web/package-lock.json"

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "Artistic-1.0-Perl",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "CNRI-Python",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "PSF-2.0",
    "Zlib",
}
"""They ask for their notice to be kept, and MPL-2.0 for changes of its own files to be published.
None of them says anything of our own code."""
SPELT = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
"""As metadata older than SPDX's names says it."""
READ = {
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}
"""What a package's own files say where its metadata is unclear."""

Licences = dict[str, str]


def python_licences() -> Licences:
    """Every installed package."""
    found = {_name(one): _licence(one) for one in distributions()}
    return dict(sorted(found.items()))


def npm_licences() -> Licences:
    """Every package of the client's lock file."""
    packages = json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    found = {
        path.rpartition("node_modules/")[2]: one["license"]
        for path, one in packages.items()
        if path
    }
    return dict(sorted(found.items()))


def refused(licence: str) -> bool:
    """Whether none of the alternatives is allowed whole."""
    alternatives = re.split(r" OR ", licence.strip("()"))
    return not any(set(re.split(r" AND ", one)) <= ALLOWED for one in alternatives)


def page(python: Licences, npm: Licences) -> str:
    """The list as docs/licences.md has it."""
    lines = [
        "# Licences",
        "Written by `make docs` from what is installed and from `web/package-lock.json`; a test",
        "keeps it true, and refuses a licence that `docs/licences.py` does not allow. What Lambda",
        "gets stands in `layers/vendor/requirements.txt`, what browsers get in `web/package.json`",
        "under `dependencies`; all else builds and tests.",
    ]
    for title, licences in (("Python", python), ("The client", npm)):
        lines += ["", f"## {title}", "| package | licence |", "|---|---|"]
        lines += [f"| {name} | {licence} |" for name, licence in licences.items()]
    return "\n".join(lines) + "\n"


def _name(one: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", str(one.metadata["Name"])).lower()


def _licence(one: Distribution) -> str:
    name, said = _name(one), one.metadata
    if name in READ:
        return READ[name]
    classified = [
        kind.rpartition(" :: ")[2]
        for kind in said.get_all("Classifier", [])
        if kind.startswith("License ::")
    ]
    words = (said["License"] if "License" in said else "").strip()
    # Some put the whole text there.
    short = words if words and "\n" not in words and words != "UNKNOWN" else ""
    written = said["License-Expression"] if "License-Expression" in said else ""
    licence = written or short or (classified[0] if classified else "")
    return SPELT.get(licence, licence)


def main() -> None:
    python, npm = python_licences(), npm_licences()
    strange = {name: one for name, one in {**python, **npm}.items() if refused(one)}
    if strange:
        raise LookupError(f"Licences that docs/licences.py does not allow: {strange}")
    TARGET.write_text(page(python, npm), encoding="utf-8")
    print(f"Wrote {TARGET.name}: {len(python)} packages of Python, {len(npm)} of the client.")


if __name__ == "__main__":
    main()
