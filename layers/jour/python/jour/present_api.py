"""Who is logged in, and what nobody staffs, as administrators are told it (B6)."""

from pydantic import BaseModel

from jour.clock import Millis, iso
from jour.opening import is_open
from jour.organisation import Media
from jour.password_standing import Survey
from jour.session import Present, Session, is_live
from jour.staffed import somebody_staffs
from jour.views import agent_view


class PresentAgent(BaseModel):
    """An agent's login."""

    user: str
    name: str
    channel: str
    state: str
    reason: str | None
    since: str
    logged_in_at: str
    groups: list[str]
    misses: int
    version: int


class PresentPerson(BaseModel):
    """A login that answers nothing."""

    user: str
    name: str
    logged_in_at: str


class UnstaffedGroup(BaseModel):
    """A group that customers turn to, and that is open, with nobody logged in to it."""

    id: str
    name: str


class PresentAnswer(BaseModel):
    """Everybody who is logged in at this moment, by name."""

    agents: list[PresentAgent]
    others: list[PresentPerson]
    unstaffed: list[UnstaffedGroup]


class SurveyAnswer(BaseModel):
    """How the passwords of one page of users stand; disabled users are not counted."""

    users: int
    without_password: int
    expired: int
    must_change: int
    not_strict: int
    """Would have to change at the next login, were the policy strict (P10)."""
    after: str | None


def present_answer(present: Present, now: Millis) -> PresentAnswer:
    live = sorted((s for s in present.sessions if is_live(s, now)), key=lambda s: (s.name, s.user))
    groups = present.organisation.groups.values()
    return PresentAnswer(
        agents=[_agent(session, now) for session in live if session.is_agent],
        others=[_person(session) for session in live if not session.is_agent],
        unstaffed=[
            UnstaffedGroup(id=group.id, name=group.name)
            for group in groups
            if group.media is not Media.TELEMARKETING
            and is_open(group, now)
            and not somebody_staffs(present, group.id, now)
        ],
    )


def survey_answer(survey: Survey, after: str | None) -> SurveyAnswer:
    return SurveyAnswer(
        users=survey.users,
        without_password=survey.without_password,
        expired=survey.expired,
        must_change=survey.must_change,
        not_strict=survey.not_strict,
        after=after,
    )


def _agent(session: Session, now: Millis) -> PresentAgent:
    shown = agent_view(session, now)
    fields = ("user", "name", "channel", "state", "reason", "since", "groups", "version")
    return PresentAgent(
        **{field: shown[field] for field in fields},
        logged_in_at=iso(session.login.at),
        misses=session.misses,
    )


def _person(session: Session) -> PresentPerson:
    return PresentPerson(user=session.user, name=session.name, logged_in_at=iso(session.login.at))
