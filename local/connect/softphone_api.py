"""/sim/softphones: what a softphone in the client asks of the simulated Amazon Connect."""

import re
from collections.abc import Callable, Collection
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.connect.guard import Endpoint, Guard
from local.connect.problems import Refused
from local.connect.softphones import Softphones

_AGENT: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class SoftphoneApi:
    """An agent's softphone, by the id of their user in the instance."""

    def __init__(self, softphones: Softphones, origins: Collection[str]) -> None:
        self._softphones = softphones
        self._guard = Guard(origins)

    def routes(self) -> list[Route]:
        """Every endpoint at its address."""
        path, at = "/sim/softphones/{agent}", self._at
        acts = {
            "answer": self._softphones.answer,
            "reject": self._softphones.reject,
            "hangup": self._softphones.hang_up,
        }
        return [
            Route(path, at(lambda _: None), methods=["GET"]),
            *(Route(f"{path}/{name}", at(act), methods=["POST"]) for name, act in acts.items()),
        ]

    def _at(self, act: Callable[[str], None]) -> Endpoint:
        async def endpoint(request: Request) -> JSONResponse:
            agent = request.path_params["agent"]
            if not _AGENT.fullmatch(agent):
                raise Refused(422, "invalid_agent")
            act(agent)
            view = self._softphones.view(agent)
            return JSONResponse(view, headers={"Cache-Control": "no-store"})

        return self._guard(endpoint)
