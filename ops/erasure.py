"""What becomes of each item that says something of a person who is erased (GDPR, art. 17). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jour.contact import ContactState
from jour.store.expression import Item, Update
from jour.store.keys import Key
from ops.kinds import Kind, kind_of
from ops.traces import Person, is_own, mentions, names, without


class Fate(StrEnum):
    """What is done with an item."""

    REMOVE = "removed"
    ANONYMISE = "kept without them"
    KEEP = "kept"
    LATER = "in use: run again"


_REASONS = {
    "user": "who they are, their password's hash, numbers and groups",
    "agent_login": "logins, with the number they were rung at",
    "web_login": "logins to the web",
    "log_entry": "when they were logged in and paused",
    "order": "passwords that were mailed",
    "contact": "calls they took or passed on: the organisation's statistics, without the name",
    "ticket": "calls they took or passed on: the organisation's statistics, without the name",
    "call_list_entry": "calls they made for a list: its results stay, without the name",
    "text_message": "text messages to them",
    "push_subscription": "where their browser takes push messages",
    "chat_message": "what they wrote in chats: the organisation's correspondence, without the name",
    "chat_mail": "a mail about a chat, to or from them",
    "canned_answers": "an answer that agents paste names them: its administrators edit it",
    "phone_book_entry": "the organisation's register of customers, which its administrators edit",
    "do_not_call_entry": "the number is not to be rung: without this it would be",
}
_KEPT = frozenset({"phone_book_entry", "do_not_call_entry"})
STAYS_OUTSIDE = (
    "Also texts that others wrote in chats and may name them in, which go after 90 days and which "
    "an administrator can erase before. Outside the table: copies for point-in-time recovery (35 "
    "days), user ids in the functions' logs until these expire, and mails and text messages that "
    "have been delivered."
)


@dataclass(frozen=True, slots=True)
class Trace:
    """An item about the person, or with them in it."""

    kind: str
    fate: Fate
    item: Item
    after: Item

    @property
    def reason(self) -> str:
        return _REASONS.get(self.kind, "what the system keeps beside these")

    @property
    def key(self) -> Key:
        return {"pk": self.item["pk"], "sk": self.item["sk"]}


def trace_of(item: Item, person: Person) -> Trace | None:
    """What becomes of this item; None where it says nothing of the person."""
    found = kind_of(item)
    if found is None:
        return None
    kind, parts = found
    if kind.name in _KEPT:
        of_theirs = parts["number"] in person.numbers
        return Trace(kind.name, Fate.KEEP, item, item) if of_theirs else None
    if is_own(kind, parts, item, person):
        return Trace(kind.name, Fate.REMOVE, item, {})
    if kind.name == "canned_answers":
        return Trace(kind.name, Fate.KEEP, item, item) if names(item, person) else None
    if not mentions(item, person):
        return _by_key(kind, parts, item, person)
    fate = Fate.LATER if _is_live(kind, item) else Fate.ANONYMISE
    return Trace(kind.name, fate, item, without(item, person))


def _by_key(kind: Kind, parts: Mapping[str, str], item: Item, person: Person) -> Trace | None:
    of_theirs = kind.name == "open_callback" and parts["number"] in person.numbers
    return Trace(kind.name, Fate.LATER, item, item) if of_theirs else None


def _is_live(kind: Kind, item: Item) -> bool:
    """A contact that goes on rests on who has it; a mail to be sent needs its address, and says
    nothing of anybody once it is."""
    if kind.name in ("ticket", "chat_mail"):
        return True
    return kind.name == "contact" and item.get("state") != ContactState.ENDED.value


def write_of(trace: Trace) -> tuple[Key, Update]:
    """The write, on what was read; an item that has changed since is looked at again."""
    change = Update()
    changed = {n for n in trace.item if n not in trace.after or trace.after[n] != trace.item[n]}
    for number, name in enumerate(sorted(changed - {"pk", "sk"})):
        if trace.fate is Fate.REMOVE and name not in ("version", "state"):
            continue
        alias = f"field{number}"
        change.alias(**{alias: name}).when(
            f"#{alias} = :was{number}", **{f"was{number}": trace.item[name]}
        )
        if trace.fate is Fate.ANONYMISE and name in trace.after:
            change.assign(f"#{alias} = :then{number}", **{f"then{number}": trace.after[name]})
        elif trace.fate is Fate.ANONYMISE:
            change.remove(alias)
    return trace.key, change.delete() if trace.fate is Fate.REMOVE else change
