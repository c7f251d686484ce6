"""One origin for client, API and WebSocket on this machine: what CloudFront is in AWS."""

import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from infra.security_headers import headers_of
from local import demo
from local.api_proxy import ApiProxy
from local.client_files import ClientFiles
from local.connect.bridges import Bridges
from local.connect.connect_api import ConnectApi
from local.connect.contact_events import ContactEvents
from local.connect.lambda_api import LambdaApi
from local.connect.numbering import Numbering, Ties
from local.connect.phones import Phones
from local.connect.queues import Queues
from local.connect.simulator import Simulator
from local.connect.softphone_api import SoftphoneApi
from local.connect.softphones import Softphones
from local.connect.switchboard import Switchboard
from local.failure import Failure
from local.front_header import FrontHeader, read_secret
from local.outbox import Outbox
from local.push_service import PushService
from local.settings import SOCKET_STAGE, Settings
from local.socket_proxy import SocketProxy
from local.stack import Deployed
from local.website import Website, is_website

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def front_door(settings: Settings, deployed: Deployed, client: Path, ties: Ties) -> Starlette:
    """The ASGI application that serves everything under one address.

    `ties` says which flow answers which telephone number.
    """
    endpoint = settings.aws_endpoint
    upstream = httpx.AsyncClient(trust_env=False, follow_redirects=False)
    front = FrontHeader(partial(read_secret, endpoint, deployed.front_secret))
    api = ApiProxy(upstream, endpoint, deployed.http_api, front)
    sockets = SocketProxy(endpoint, deployed.socket_api, SOCKET_STAGE, front)
    files = ClientFiles(client)
    outbox = Outbox(upstream, endpoint)
    phones = Phones(Bridges(partial(run_in_threadpool, demo.bridge_pins, endpoint, deployed)))
    softphones = Softphones()
    functions = LambdaApi(upstream, endpoint)
    events = ContactEvents(functions, deployed.contact_events)
    numbering = Numbering(ties, partial(demo.group_numbers, endpoint, deployed))
    queues = Queues(softphones, events, ties.flows)
    switchboard = Switchboard(numbering.flow_of, functions, phones, queues, events.ended)
    directory = partial(demo.directory, endpoint, deployed)
    origins = settings.origins.split(",")
    simulator = Simulator(switchboard, phones, events, directory, origins)
    user_names = partial(demo.user_names, endpoint, deployed)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with upstream:
            yield
            await switchboard.close()
            await events.close()

    return Starlette(
        routes=[
            Route("/api/{path:path}", api.answer, methods=_METHODS),
            Route("/sim/mail", outbox.mail, methods=["GET"]),
            Route("/sim/sms", outbox.sms, methods=["GET"]),
            *PushService().routes(),
            *simulator.routes(),
            *SoftphoneApi(softphones, origins).routes(),
            *ConnectApi(switchboard, user_names, ties.flows).routes(),
            WebSocketRoute("/ws", sockets.join),
            *Website(settings.base_url).routes(),
            Route("/{path:path}", files.answer, methods=["GET"]),
        ],
        middleware=[Middleware(SecurityHeaders)],
        lifespan=lifespan,
    )


class SecurityHeaders:
    """Adds to every answer the headers that CloudFront adds to it in AWS.

    The pretended website is not Jour's: its answers come as it made them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through, the start of an answer with the headers in it."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start" and not is_website(scope["path"]):
                MutableHeaders(scope=message).update(headers_of(scope["path"]))
            await send(message)

        await self._app(scope, receive, send_with_headers)


def listen(settings: Settings) -> list[socket.socket]:
    """Take the port on every loopback address, or say that somebody else has it."""
    addresses = _loopback("localhost")
    return [_bound(family, address, settings.port, "JOUR_PORT") for family, address in addresses]


def free(port: int, variable: str) -> None:
    """Raise a Failure when somebody else has the port."""
    _bound(socket.AF_INET, "127.0.0.1", port, variable).close()


def _loopback(name: str) -> Iterable[tuple[socket.AddressFamily, str]]:
    found = {(socket.AF_INET, "127.0.0.1")}
    for family, _, _, _, address in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM):
        if family is socket.AF_INET6 and address[0] == "::1":
            found.add((family, "::1"))
    return sorted(found)


def _bound(family: socket.AddressFamily, address: str, port: int, variable: str) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family is socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        listener.bind((address, port))
        listener.listen(256)
    except OSError as error:
        listener.close()
        raise Failure(
            f"Port {port} on {address} cannot be used ({error.strerror}): end what is using it, "
            f"or choose another, for example 'make run {variable}={port + 1}'."
        ) from error
    return listener
