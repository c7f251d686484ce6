"""Telephones on the simulated network: a caller's, which rings a number, and an agent's."""

import time
from dataclasses import dataclass
from typing import Any

import httpx

from tests.connect import SERVICE_NUMBER
from tests.system import System

PATIENCE_S = 30
"""A bound, not a measure."""


@dataclass(frozen=True)
class PhoneCall:
    """One call in the simulator."""

    system: System
    id: str

    def view(self) -> dict[str, Any]:
        answer = httpx.get(f"{self.system.base_url}/sim/calls/{self.id}", timeout=PATIENCE_S)
        found: dict[str, Any] = answer.json()
        return found

    def said(self) -> list[str]:
        """All that was said so far."""
        return [line["say"] for line in self.view()["transcript"]]

    def press(self, digits: str) -> None:
        """Type digits once somebody waits for them."""
        self.until(lambda view: view["wants_digits"])
        self._post("dtmf", {"digits": digits})

    def hang_up(self) -> None:
        self._post("hangup", None)

    def hurry(self, wanted: Any) -> dict[str, Any]:
        """The call once it is as wanted. A key that means nothing cuts each wait of 5 s short:
        the flow asks how the caller stands.
        """

        def asked_again(view: dict[str, Any]) -> bool:
            if wanted(view):
                return True
            url = f"{self.system.base_url}/sim/calls/{self.id}/dtmf"
            httpx.post(url, json={"digits": "9"}, timeout=PATIENCE_S)
            return False

        return self.until(asked_again, pause_s=0.25)

    def until(self, wanted: Any, pause_s: float = 0.05) -> dict[str, Any]:
        """The call once it is as wanted."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            view = self.view()
            if wanted(view):
                return view
            time.sleep(pause_s)
        raise TimeoutError(f"the call came to {view}")

    def to_its_end(self) -> str:
        """All that was said, once the call is over."""
        self.until(lambda view: view["state"] == "ended")
        return " ".join(self.said())

    def _post(self, act: str, body: Any) -> None:
        url = f"{self.system.base_url}/sim/calls/{self.id}/{act}"
        httpx.post(url, json=body, timeout=PATIENCE_S).raise_for_status()


def ring(system: System, caller: str, to: str = SERVICE_NUMBER) -> PhoneCall:
    """Begin a call; `caller` as the network presents it, or `anonymous`."""
    body = {"from": caller, "to": to}
    answer = httpx.post(f"{system.base_url}/sim/calls", json=body, timeout=PATIENCE_S)
    assert answer.status_code == 201, answer.text
    return PhoneCall(system, answer.json()["id"])


@dataclass(frozen=True)
class Telephone:
    """An agent's telephone, which the system rings."""

    system: System
    number: str

    def view(self) -> dict[str, Any]:
        answer = httpx.get(self._address, timeout=PATIENCE_S)
        found: dict[str, Any] = answer.json()
        return found

    def until(self, state: str) -> dict[str, Any]:
        """The telephone once it is `ringing`, `in_call` or `idle`."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            view = self.view()
            if view["state"] == state:
                return view
            time.sleep(0.02)
        raise TimeoutError(f"the telephone came to {view}")

    def answer(self) -> None:
        self._act("answer")

    def refuse(self) -> None:
        self._act("reject")

    def hang_up(self) -> None:
        self._act("hangup")

    def _act(self, act: str) -> None:
        httpx.post(f"{self._address}/{act}", timeout=PATIENCE_S).raise_for_status()

    @property
    def _address(self) -> str:
        return f"{self.system.base_url}/sim/phones/{self.number}"


@dataclass(frozen=True)
class SimulatedSoftphone(Telephone):
    """An agent's softphone; `number` is the agent's id in Connect. Asked for, it is connected."""

    @property
    def _address(self) -> str:
        return f"{self.system.base_url}/sim/softphones/{self.number}"
