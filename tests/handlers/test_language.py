"""The language that somebody chooses, kept for every client, mail and call (B8, issue 9)."""

import pytest

from jour.user import User
from jour.user_edit import UserEdit, applied
from tests.builders import ANNAS_PASSWORD, colleague, other_organisation
from tests.handlers.conftest import Call, World

LOGIN = {"user_id": "anna", "password": ANNAS_PASSWORD}


def test_a_choice_is_kept_for_the_next_login(call: Call, world: World) -> None:
    """B8: nobody's until chosen, so that the browser decides; then the user's everywhere."""
    login = call("POST", "/api/login", LOGIN)
    assert login.body["user"]["language"] is None
    done = call("PUT", "/api/session/language", {"language": "en"}, cookie=login.cookie)
    assert done.status == 204
    assert call("POST", "/api/login", LOGIN).body["user"]["language"] == "en"
    assert _anna(world).language == "en"


def test_a_choice_given_up_is_the_organisations_again(call: Call, world: World) -> None:
    """B8: with null, clients go by their browser, and mails by the organisation."""
    cookie = call("POST", "/api/login", LOGIN).cookie
    for language in ("en", None):
        call("PUT", "/api/session/language", {"language": language}, cookie=cookie)
    assert call("GET", "/api/session", cookie=cookie).body["user"]["language"] is None
    assert (_anna(world).language, _anna(world).language_chosen) == ("sv", False)


@pytest.mark.parametrize("language", ["fi", "SV", "", 1])
def test_no_other_language_is_taken(language: object, call: Call, world: World) -> None:
    """B8: Swedish and English; what is refused changes nothing."""
    cookie = call("POST", "/api/login", LOGIN).cookie
    refused = call("PUT", "/api/session/language", {"language": language}, cookie=cookie)
    assert (refused.status, refused.body["code"]) == (422, "invalid_request")
    assert not _anna(world).language_chosen


def test_nobody_chooses_without_a_login(call: Call) -> None:
    """The language is of whoever is logged in."""
    assert call("PUT", "/api/session/language", {"language": "en"}).status == 401


def test_an_administrators_edit_of_something_older_is_told(call: Call, world: World) -> None:
    """Issue 9, 4: a choice made meanwhile is not undone by an edit of the older record."""
    seen = _anna(world).version
    cookie = call("POST", "/api/login", LOGIN).cookie
    call("PUT", "/api/session/language", {"language": "en"}, cookie=cookie)
    assert _anna(world).version == seen + 1


def test_an_administrators_choice_counts_as_chosen() -> None:
    """B8: what an administrator sets for somebody, their clients speak."""
    bo, organisation = colleague("bo"), other_organisation("demo")
    assert applied(UserEdit(language="en"), bo, organisation, None).language_chosen
    assert not applied(UserEdit(name="Bo Ek"), bo, organisation, None).language_chosen


def _anna(world: World) -> User:
    user = world.services.users.get("anna")
    assert user is not None
    return user
