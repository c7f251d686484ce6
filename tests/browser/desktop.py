"""A desktop that shows notifications and lets them be clicked: a notification server on a bus.

Chromium hands its notifications to the desktop (org.freedesktop.Notifications, version 1.2 of the
specification), and only a click that comes from there may bring a window forward or open one. The
bus is the test's own, so that no other desktop is asked.
"""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.browser.visitor import Visitor

_NAME = "org.freedesktop.Notifications"
_SERVER = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_ANSWERS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "GetCapabilities": ("as", (["actions", "body"],)),
    "GetServerInformation": ("ssss", ("desktop", "tests", "1", "1.2")),
}
_BY_ITS_PROGRAM = 3
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
</busconfig>
"""
_PATIENCE_S = 30


class Desktop:
    """What stands on its screen, by the text of its title."""

    def __init__(self, bus: str) -> None:
        self.bus = bus
        self._numbers: dict[str, int] = {}
        self._connection: DBusConnection = open_dbus_connection(bus)
        self._connection.send_and_get_reply(message_bus.RequestName(_NAME), timeout=_PATIENCE_S)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def titles(self) -> list[str]:
        return list(self._numbers)

    def shows(self, person: Visitor, title: str) -> None:
        """Until this stands there; Playwright works meanwhile."""
        for _ in range(_PATIENCE_S * 20):
            if title in self.titles:
                return
            person.page.wait_for_timeout(50)
        raise AssertionError(f"the desktop shows {self.titles}")

    def click(self, title: str) -> None:
        self._signal("ActionInvoked", "us", (self._numbers[title], "default"))

    def close(self) -> None:
        """Leave the bus; whoever still reads from it gets its end."""
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._reader.join(_PATIENCE_S)
        self._connection.close()

    def _read(self) -> None:
        with suppress(ConnectionError, OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._answer(message)

    def _answer(self, message: Message) -> None:
        asked = message.header.fields[HeaderFields.member]
        if asked == "Notify":
            number = self._show(*message.body)
            self._connection.send(new_method_return(message, "u", (number,)))
        elif asked == "CloseNotification":
            self._close(*message.body)
            self._connection.send(new_method_return(message))
        else:
            signature, body = _ANSWERS.get(asked, ("", ()))
            self._connection.send(new_method_return(message, signature or None, body))

    def _show(self, _program: str, replaced: int, _icon: str, title: str, *_more: Any) -> int:
        self._numbers = {t: n for t, n in self._numbers.items() if n != replaced}
        number = replaced or max(self._numbers.values(), default=0) + 1
        self._numbers[title] = number
        return number

    def _close(self, number: int) -> None:
        self._numbers = {t: n for t, n in self._numbers.items() if n != number}
        self._signal("NotificationClosed", "uu", (number, _BY_ITS_PROGRAM))

    def _signal(self, name: str, signature: str, body: tuple[Any, ...]) -> None:
        self._connection.send(new_signal(_SERVER, name, signature, body))


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """A bus in this folder with a desktop on it."""
    configuration = folder / "bus.conf"
    configuration.write_text(_BUS.format(folder=folder))
    daemon = subprocess.Popen(
        ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        # It complains that root may not raise its limits in a container.
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert daemon.stdout is not None
        screen = Desktop(daemon.stdout.readline().strip())
        yield screen
        screen.close()
    finally:
        daemon.terminate()
        daemon.communicate(timeout=_PATIENCE_S)
