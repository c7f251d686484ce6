"""Who may ask the simulated telephone network, and how it refuses."""

from collections.abc import Awaitable, Callable, Collection

from starlette.requests import Request
from starlette.responses import JSONResponse

from local.connect.phones import WrongState
from local.connect.problems import Refused, problem
from local.connect.switchboard import UnknownCall

Endpoint = Callable[[Request], Awaitable[JSONResponse]]


class Guard:
    """Puts endpoints behind the check of who asks, and makes their refusals problems."""

    def __init__(self, origins: Collection[str]) -> None:
        self._origins = origins

    def __call__(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint, guarded."""

        async def guarded(request: Request) -> JSONResponse:
            try:
                self._require_own_page(request)
                return await endpoint(request)
            except UnknownCall:
                return problem(request, Refused(404, "unknown_call"))
            except WrongState as error:
                return problem(request, Refused(409, error.code))
            except Refused as refused:
                return problem(request, refused)

        return guarded

    def _require_own_page(self, request: Request) -> None:
        # As the API: another site's page may change nothing; what is no page at all may.
        if request.method != "POST":
            return
        elsewhere = request.headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if elsewhere or request.headers.get("origin") not in (None, *self._origins):
            raise Refused(403, "origin_not_allowed")
