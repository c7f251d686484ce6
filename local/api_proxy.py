"""Passes /api/* on to the deployed HTTP API, as CloudFront does."""

import json
from collections.abc import AsyncIterator
from typing import Final

import httpx
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from jour.front import HEADER
from local.front_header import FrontHeader

# API Gateway's own limits for an HTTP API: payload, and the longest wait for a function.
MAX_BODY: Final = 10 * 1024 * 1024
_TIMEOUT: Final = httpx.Timeout(30.0, connect=5.0)

# RFC 9110, 7.6.1: they concern one connection only.
_HOP_BY_HOP: Final = frozenset(
    b"connection keep-alive proxy-connection te trailer transfer-encoding upgrade".split()
)
# Ours to say: the address is the upstream's, the client's is what we see, and who we are.
_NOT_FORWARDED: Final = _HOP_BY_HOP | {
    b"host",
    b"x-forwarded-for",
    b"forwarded",
    b"expect",
    HEADER.encode(),
}


class TooLarge(Exception):
    """The request's body exceeds what API Gateway takes."""


class ApiProxy:
    """The endpoint that hands requests to an HTTP API's `$default` stage."""

    def __init__(
        self, client: httpx.AsyncClient, endpoint: str, http_api: str, front: FrontHeader
    ) -> None:
        self._client = client
        self._front = front
        self._base = httpx.URL(endpoint)
        self._prefix = f"/_aws/execute-api/{http_api}/$default".encode()

    async def answer(self, request: Request) -> Response:
        """The API's answer, streamed, with each Set-Cookie kept apart."""
        if ".." in request.url.path.split("/"):
            return _problem(400, "Bad Request")
        if int(request.headers.get("content-length") or 0) > MAX_BODY:
            return _problem(413, "Request Entity Too Large")
        try:
            onward = self._onward(request, await self._front.get())
            answer = await self._client.send(onward, stream=True)
        except TooLarge:
            return _problem(413, "Request Entity Too Large")
        except httpx.TimeoutException:
            return _problem(504, "Endpoint request timed out")
        except httpx.TransportError:
            return _problem(502, "Bad Gateway")
        return _backward(answer)

    def _onward(self, request: Request, front: tuple[str, str]) -> httpx.Request:
        query = request.scope["query_string"]
        path = self._prefix + request.scope["raw_path"] + (b"?" + query if query else b"")
        ours = [*_forwarded(request), (front[0].encode(), front[1].encode())]
        has_body = "content-length" in request.headers or "transfer-encoding" in request.headers
        return self._client.build_request(
            request.method,
            self._base.copy_with(raw_path=path),
            headers=[*_kept(request.headers.raw, _NOT_FORWARDED), *ours],
            content=_limited(request.stream()) if has_body else None,
            timeout=_TIMEOUT,
        )


def _forwarded(request: Request) -> list[tuple[bytes, bytes]]:
    address = request.client.host if request.client else "127.0.0.1"
    # AWS's gateway appends whom it was called by; the local one does not.
    chain = f"{address}, 127.0.0.1"
    return [(b"x-forwarded-for", chain.encode()), (b"x-forwarded-proto", b"http")]


def _kept(
    headers: list[tuple[bytes, bytes]], left_out: frozenset[bytes]
) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() not in left_out]


async def _limited(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    received = 0
    async for chunk in body:
        received += len(chunk)
        if received > MAX_BODY:
            raise TooLarge
        yield chunk


def _backward(answer: httpx.Response) -> Response:
    response = StreamingResponse(
        answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose)
    )
    # The front door dates its answers itself.
    response.raw_headers = _kept(answer.headers.raw, _HOP_BY_HOP | {b"date"})
    return response


def _problem(status: int, message: str) -> Response:
    # In API Gateway's own words: these answers come from it, not from a function.
    return Response(json.dumps({"message": message}), status, media_type="application/json")
