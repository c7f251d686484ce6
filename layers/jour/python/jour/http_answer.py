"""An answer of HTTP/1.1 as its bytes come in: its status, and what becomes of its connection."""

from dataclasses import dataclass

_HEAD_LIMIT = 64 * 1024
_LENGTH, _CLOSE = b"\r\ncontent-length:", b"\r\nconnection: close"


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A whole answer, or as much of one as matters."""

    status: int
    keeps_open: bool
    """Whether its connection can carry the next request."""


def read_answer(got: bytearray) -> HttpAnswer | None:
    """The answer; None while something is missing, ValueError for what is no HTTP.

    Of an answer whose length is not said the status is enough: then its connection is closed.
    """
    end = got.find(b"\r\n\r\n")
    if end < 0:
        if len(got) > _HEAD_LIMIT:
            raise ValueError("a head without end")
        return None
    if got[:7] != b"HTTP/1.":
        raise ValueError("no HTTP")
    status, head = int(got[9:12]), bytes(got[: end + 2]).lower()
    if status < 200:
        del got[: end + 4]  # told in between (RFC 9110, 15.2)
        return read_answer(got)
    if _CLOSE in head:
        return HttpAnswer(status, keeps_open=False)
    at = head.find(_LENGTH)
    if at < 0:
        return HttpAnswer(status, keeps_open=status == 204)
    length = int(head[at + len(_LENGTH) : head.index(b"\r\n", at + 2)])
    whole = end + 4 + length
    return HttpAnswer(status, keeps_open=len(got) == whole) if len(got) >= whole else None
