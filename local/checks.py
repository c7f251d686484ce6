"""What the checks need beyond Python's own tools: npm for the client, Chromium for the browser."""

import shutil

from local import client, debian, fingerprint
from local.settings import ROOT, Settings
from local.steps import step


def check_client(settings: Settings, scripts: list[str]) -> None:
    """Run npm scripts of web/; one that fails raises a Failure."""
    with step("Client packages") as current:
        with fingerprint.alone("client", ROOT / ".local" / "locks"):
            client.install(current, settings.logs)
        current.result = "as package-lock.json says"
    for script in scripts:
        with step(f"npm run {script}"):
            what = f"npm run {script} in web/"
            client.npm(["run", script], what, settings.logs / f"npm-{script}.log")


def ensure_mosquitto() -> None:
    """Have Debian's message broker, beside which `make bench` puts our telling of watchers."""
    # Debian keeps servers where only an administrator's path looks.
    if shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin") is None:
        with step("mosquitto"):
            debian.install("mosquitto", "The comparison of the bench needs")


def ensure_chromium() -> None:
    """Have Debian's Chromium, which the browser tests drive, and a bus to its notifications."""
    for package, name in (("chromium", "Chromium"), ("dbus-daemon", "D-Bus")):
        if shutil.which(package) is None:
            with step(name):
                debian.install(package, "The browser tests need")
