"""What comes over a socket, taken apart: an action with its fields, or a refusal."""

import json
from typing import Any, NoReturn

from jour.errors import Invalid

Message = dict[str, Any]

MESSAGE_LIMIT = 32 * 1024
"""Characters, API Gateway's own limit of a frame; the longest honest message is one of a chat:
4,000 characters, each of which JSON may write as six."""
ID_LIMIT = 64


def parse(text: str) -> Message:
    """A message with its action; Invalid `invalid_message` for anything else."""
    if len(text) > MESSAGE_LIMIT:
        refuse("too large")
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as reason:
        raise Invalid("invalid_message", detail="not JSON") from reason
    if not isinstance(message, dict) or not isinstance(message.get("action"), str):
        refuse("no action")
    if "\\u" in text and not _is_unicode(message):
        refuse("half a character")
    if not isinstance(message.get("id", ""), str) or len(message.get("id", "")) > ID_LIMIT:
        del message["id"]
        refuse("id")
    return message


def _is_unicode(message: Message) -> bool:
    """Whether ids and names can be keys, and be told of. What is said in a chat has rules of its
    own, with a sentence for whoever wrote it."""
    names = {name: value for name, value in message.items() if name != "text"}
    try:
        json.dumps(names, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def contact_in(request: Message) -> str:
    """The contact that a message is about."""
    return text_in(request, "contact", ID_LIMIT)


def text_in(request: Message, field: str, limit: int) -> str:
    """A text that is there and not empty, of so many characters at most."""
    value = request.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= limit:
        refuse(field)
    return value


def number_in(request: Message, field: str) -> int:
    """The number of a message in a chat; 0 stands before the first."""
    value = request.get(field)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**9:
        refuse(field)
    return value


def refuse(what: str) -> NoReturn:
    raise Invalid("invalid_message", detail=what)
