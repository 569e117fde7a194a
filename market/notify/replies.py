"""What a person answers to a message, as the SMS or WhatsApp gateway hands it on; where things stand, settings say.

JSON or form fields, with the gateway's own number of the message, whose number it came from, and its words, at the
places that `NOTIFY_REPLY_READS` names (`entry.0.changes.0.value.messages.0.from`).
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import QueryDict

LARGEST_BODY = 64 * 1024  # bytes
LONGEST_TEXT = 1_000
ID = re.compile(r"[\x21-\x7e]{1,190}")
FORM = "application/x-www-form-urlencoded"


class NotAReply(ValueError):
    """No message of a person's can be read from what came."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One message from one number, as the gateway wrote that number."""

    phone: str
    id: str
    text: str

    def as_body(self) -> str:
        """Return it as it is kept: the same however the gateway dresses it when it tries again."""
        return json.dumps(asdict(self), ensure_ascii=False)


def takes_replies() -> bool:
    """Can people answer our messages here? Then messages may ask for an answer."""
    return bool(settings.NOTIFY_REPLY_SECRETS or settings.NOTIFY_REPLY_TOKENS or settings.DEMO)


def read_reply(body: bytes, *, content_type: str) -> Reply:
    """Return the message that a gateway hands on; what it tells of other things is none.

    Raises:
        NotAReply: with the reason.
    """
    if len(body) > LARGEST_BODY:
        raise NotAReply("The body is larger than 64 KB")
    told, places = _told(body, content_type), json.loads(settings.NOTIFY_REPLY_READS)
    found = {name: _at(told, places[name]) for name in ("phone", "id", "text")}
    if not ID.fullmatch(found["id"]) or not found["phone"] or "\x00" in found["text"]:
        raise NotAReply("It has no id, or names no sender")
    return Reply(phone=found["phone"][:40], id=found["id"], text=found["text"][:LONGEST_TEXT])


def _told(body: bytes, content_type: str) -> Any:
    try:
        if content_type.startswith(FORM):
            return QueryDict(body.decode()).dict()
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NotAReply("The body cannot be read") from None


def _at(told: Any, path: str) -> str:
    try:
        for step in path.split("."):
            told = told[int(step)] if isinstance(told, list) else told[step]
    except (ValueError, LookupError, TypeError):
        raise NotAReply(f"Nothing stands at {path}") from None
    if isinstance(told, bool) or not isinstance(told, str | int):
        raise NotAReply(f"What stands at {path} is no text")
    return str(told).strip().encode("utf-8", "replace").decode()  # half an emoji, where a long message was cut
