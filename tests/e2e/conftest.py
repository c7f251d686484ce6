"""HTTP clients for the end-to-end tests: people, each with cookies of their own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial

import httpx
import pytest

from tests.system import System


@pytest.fixture
def visitor(system: System) -> Iterator[Callable[[], httpx.Client]]:
    """Makes clients of the front door that send the page's own origin, as a browser does."""
    with ExitStack() as open_clients:

        def make() -> httpx.Client:
            client = httpx.Client(
                base_url=system.base_url,
                headers={"Origin": system.base_url},
                trust_env=False,
            )
            client.event_hooks["request"] = [partial(_send_secure_cookies, client)]
            return open_clients.enter_context(client)

        yield make


def _send_secure_cookies(client: httpx.Client, request: httpx.Request) -> None:
    # Browsers treat http://localhost as secure; Python's cookie policy does not.
    cookies = [f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar]
    if cookies:
        request.headers["Cookie"] = "; ".join(cookies)
