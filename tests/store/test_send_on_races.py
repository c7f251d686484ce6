"""A call sent on while its user hangs up: one of the two comes first, and nobody is lost."""

from dataclasses import dataclass

import pytest

from jour.contact import ContactState, Outcome
from jour.errors import Conflict
from jour.hop import HopKind
from jour.my_calls import MyCalls, Wanted
from jour.password_policy import PasswordState
from jour.send_on import SendOn
from jour.sign_in import Caller
from jour.store.forwardings import Forwardings
from jour.store.phones import Phones
from jour.store.table import Table
from jour.store.users import Users
from tests.builders import ANNA, DEMO, new_session
from tests.store.at_once import at_once
from tests.store.test_handout import Centre

OUTSIDE = Wanted(HopKind.NUMBER, "+46701740699")


@dataclass
class Talk:
    """Anna talks with a caller."""

    table: Table

    def __post_init__(self) -> None:
        self.centre = Centre(self.table)
        users, forwardings = Users(self.table), Forwardings(self.table)
        users.add(ANNA)
        self.centre.log_in("anna")
        assert self.centre.ask("c1", op="arrive")["next"] == "dial"
        self.calls = MyCalls(
            contacts=self.centre.contacts,
            sessions=self.centre.sessions,
            users=users,
            forwardings=forwardings,
            phones=Phones(self.table),
            send_on=SendOn(self.centre.sessions, users, forwardings),
            service_number=None,
            clock=self.centre.clock,
        )
        password = PasswordState(must_change=False, expires_at=None)
        self.anna = Caller(ANNA, DEMO, new_session("x"), password)

    def send(self) -> object:
        return self.calls.send(self.anna, "c1", OUTSIDE)

    def hang_up(self) -> dict[str, str]:
        return self.centre.ask("c1", op="outcome", result="answered", offer="1")


@pytest.mark.parametrize("_round", range(8))
def test_a_hop_racing_the_hang_up_is_made_or_refused(_round: int, table: Table) -> None:
    """Issue 7.4: who is told that the call goes on sees it go on; otherwise it has ended."""
    talk = Talk(table)
    sent, answer = at_once(talk.send, talk.hang_up)
    contact = talk.centre.contact("c1")
    assert isinstance(answer, dict)
    if isinstance(sent, Conflict):
        assert (sent.code, contact.outcome) == ("call_over", Outcome.ANSWERED)
        assert answer["next"] == "end"
    else:
        assert (answer["next"], answer["number"]) == ("dial", OUTSIDE.to)
        assert contact.state is ContactState.RINGING
    assert talk.centre.agent("anna").occupied is None


@pytest.mark.parametrize("_round", range(8))
def test_two_words_of_one_hang_up_make_one_hop(_round: int, table: Table) -> None:
    """Connect's retry, while the first try still runs: both are answered with the same number."""
    talk = Talk(table)
    talk.send()
    answers = at_once(talk.hang_up, talk.hang_up)
    assert [(a["next"], a["offer"]) for a in answers if isinstance(a, dict)] == [("dial", "2")] * 2
    assert len(talk.centre.contact("c1").hops) == 1
    assert len(talk.centre.sessions.present("demo").outside) == 1
