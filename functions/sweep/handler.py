"""Every 6 s: ends logins whose lease has passed. The schedule's call arranges the other nine."""

from typing import Any

from jour.observe import observed
from jour.sweep import schedule_rest
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> None:
    s = services()
    if "Records" not in event:
        schedule_rest(s.queue, s.settings.sweep_queue)
    s.sweep.run()
