"""Clients that have all lost their connection at once, and come back with jitter."""

from collections.abc import Iterator

from bench.growth.limits import CONNECTIONS, FIRST_WAIT_S, LONGEST_WAIT_S

_TRIES = 12


def reconnecting(clients: float, seconds: int) -> Iterator[tuple[float, float]]:
    """For each second: how many try, and how many of those get a connection.

    Those who are refused try again after twice the wait, from nought to all of it at random.
    """
    due = [[0.0] * (seconds + int(LONGEST_WAIT_S) + 2) for _ in range(_TRIES + 1)]
    _spread(due[0], 0, FIRST_WAIT_S, clients)
    for second in range(seconds):
        trying = sum(attempt[second] for attempt in due)
        let_in = min(trying, CONNECTIONS.amount)
        refused = 0.0 if trying == 0 else 1 - let_in / trying
        for number in range(_TRIES):
            wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (number + 1))
            later = due[min(number + 1, _TRIES - 1)]
            _spread(later, second + 1, wait, due[number][second] * refused)
        yield trying, let_in


def _spread(due: list[float], begins: int, wait: float, clients: float) -> None:
    """Evenly over the seconds of the wait."""
    if clients <= 0:
        return
    length = max(1, round(wait))
    for second in range(begins, min(begins + length, len(due))):
        due[second] += clients / length
