"""The small family of errors that leaves the domain.

An error carries a stable `code` (snake_case, part of the contract), the name of the sentence that
explains it (`text`, by default the code) and the values the sentence needs. Sentences live in
`jour.texts`; status codes in `jour.http`. Errors of AWS are translated into these at the boundary.
"""

from typing import Any


class JourError(Exception):
    """Something that the caller should hear about, in a sentence."""

    retryable = False

    def __init__(self, code: str, text: str | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.text = text or code
        self.values = values


class Invalid(JourError):
    """The request breaks a rule; it changed nothing."""


class Unauthenticated(JourError):
    """Nobody is logged in with what was shown."""


class Forbidden(JourError):
    """Logged in, but not allowed to do this."""


class NotFound(JourError):
    """There is no such thing, or none that the caller may know of."""


class Conflict(JourError):
    """The state moved on: the write's condition did not hold."""


class Unavailable(JourError):
    """A service below does not answer in time; the same call may succeed later."""

    retryable = True

    def __init__(self) -> None:
        super().__init__("temporarily_unavailable")


class TooMany(JourError):
    """Too many attempts; try again after `retry_after_s` seconds."""

    def __init__(self, retry_after_s: int, code: str = "too_many_attempts") -> None:
        super().__init__(code)
        self.retry_after_s = retry_after_s


class LoggedOut(Unauthenticated):
    """This login has ended: `reason` (see `EndReason`), `by` whom or what, `at` (epoch ms, UTC)."""

    def __init__(self, reason: str, by: str, at: int) -> None:
        super().__init__("logged_out", f"logged_out_{reason}", by=by, at=at)
        self.reason = reason
        self.by = by
        self.at = at
