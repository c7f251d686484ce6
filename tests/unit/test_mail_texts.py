"""The mails: what they say, and what they never say."""

import re
from dataclasses import replace

import pytest

from jour.credential_order import Cause
from jour.mail_texts import Writer
from jour.organisation import PasswordPolicy
from tests.builders import ANNA, DEMO

PASSWORD = "Kfm7-Rtw3-Bhq9-Zdp4"
URL = "https://jour.example.se"
LANGUAGES = ("sv", "en")


def _writer(policy: PasswordPolicy, language: str = "sv") -> Writer:
    user = replace(ANNA, language=language)
    return Writer(user, replace(DEMO, password_policy=policy), URL)


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("language", LANGUAGES)
def test_strict_mails_hold_nothing_of_each_other(cause: Cause, language: str) -> None:
    """P9: user id and password in separate mails, in every part of them."""
    user_id, password = _writer(PasswordPolicy.STRICT, language).credentials(PASSWORD, cause)
    for part in (user_id.subject, user_id.text, user_id.html):
        assert PASSWORD not in part
    for part in (password.subject, password.text, password.html):
        assert "anna" not in part.casefold()
        assert "lind" not in part.casefold()
    assert "anna" in user_id.text
    assert PASSWORD in password.text
    assert PASSWORD in password.html


@pytest.mark.parametrize("policy", [PasswordPolicy.STANDARD, PasswordPolicy.MODERN])
def test_the_other_policies_take_one_mail(policy: PasswordPolicy) -> None:
    """P9: standard mode may use one mail."""
    (mail,) = _writer(policy).credentials(PASSWORD, Cause.ADMIN)
    for part in (mail.text, mail.html):
        assert "anna" in part
        assert PASSWORD in part


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_carries_a_secret(language: str) -> None:
    """Links lie in histories and logs: the address of the client, and nothing more."""
    for mail in _writer(PasswordPolicy.STANDARD, language).credentials(PASSWORD, Cause.FORGOTTEN):
        assert set(re.findall(r"https?://[^\s\"<]+", mail.text + mail.html)) == {URL}


def test_each_cause_and_language_says_something_else() -> None:
    """Issue 4: Swedish and English by the user's language; who asked, and what it means."""
    said = {
        _writer(PasswordPolicy.STANDARD, language).credentials(PASSWORD, cause)[0].text
        for language in LANGUAGES
        for cause in Cause
    }
    assert len(said) == 6
    assert sum("24 timmar" in text for text in said) == 3
    assert sum("24 hours" in text for text in said) == 3


def test_what_people_are_called_cannot_write_html() -> None:
    """An organisation's name with a bracket in it is text."""
    organisation = replace(DEMO, name="<b>&Co")
    (mail,) = Writer(ANNA, organisation, URL).credentials(PASSWORD, Cause.ADMIN)
    assert "<b>" not in mail.html
    assert "&lt;b&gt;&amp;Co" in mail.html
    assert "<b>&Co" in mail.text


def test_a_mail_fits_a_phone_and_fetches_nothing() -> None:
    """One column, no images, no style sheets from anywhere."""
    mail = _writer(PasswordPolicy.STRICT).reminder(7)
    assert 'name="viewport"' in mail.html
    assert not re.search(r"<(img|link|script|table)", mail.html)
    assert "7 dagar" in mail.subject
    assert "ett dygn" in _writer(PasswordPolicy.STRICT).reminder(1).subject
