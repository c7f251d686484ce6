"""The table's stream: keeps every login, logout, pause and resume with its cause (B6)."""

from typing import Any

from jour.observe import observed
from jour.presence_log import entries
from jour.stream import Changes, by_organisation
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    log = services().presence_log

    def write(_: str, changes: Changes) -> None:
        for change in changes.logins:
            for entry in entries(change):
                log.write(entry)

    return by_organisation(event, write)
