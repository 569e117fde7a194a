"""A producer answers by SMS: YA with the code of the question, TIDAK, or BERHENTI, which takes all of it back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from market.accounts.counting import one_at_a_time
from market.accounts.phones import InvalidPhone, normalise_phone
from market.inbox.actions import take_at_once
from market.inbox.models import Arrival
from market.notify.actions import tell
from sellers.actions.consent import NotAsked, answer_question
from sellers.actions.consent_ends import withdraw_consent
from sellers.consent_models import Consent, ConsentLink

if TYPE_CHECKING:
    from market.notify.replies import Reply

SOURCE = "sms"
MOST_WRONG = 8
"""Codes that do not fit, from one number in a day; after them only "BERHENTI" is heard."""
A_DAY = timedelta(days=1)

CODE = r"(?P<code>[0-9](?:[\s.-]*[0-9]){5})"
YES = re.compile(rf"(?:i?ya[\W_]*(?:setuju)?|setuju)[\W_]*{CODE}\W*")
NO = re.compile(rf"(?:tidak|tdk)(?:[\W_]*{CODE}(?![0-9]).*|(?![a-z0-9]).*)", re.S)
STOP = re.compile(r"(?:berhenti|stop|tarik)(?![a-z]).*", re.S)


class Outcome(StrEnum):
    """What became of a reply, as operators read it beside the arrival."""

    NOBODY = "nomor ini tidak pernah ditanya"
    UNCLEAR = "tidak terbaca sebagai jawaban"
    WRONG = "kodenya tidak cocok"
    TOO_OFTEN = "terlalu banyak kode salah hari ini"
    TOO_LATE = "tidak ada lagi yang menunggu jawabannya"
    AGREED = "setuju, tercatat"
    REFUSED = "tidak setuju, tercatat"
    STOPPED = "persetujuan ditarik"
    NOTHING_HELD = "tidak ada persetujuan yang bisa ditarik"


def take_reply(*, reply: Reply, now: datetime) -> Outcome:
    """Do what a message says, at once, and keep it as it came; the same message again does nothing.

    Of a stranger's message no word is kept.

    Raises:
        inbox.actions.DifferentBody: the gateway's number of it is known with another sender or other words.
    """

    sender = _read_phone(reply.phone)
    is_asked = bool(sender) and ConsentLink.objects.filter(phone=sender).exists()
    kept = replace(reply, phone=sender or reply.phone, text=reply.text if is_asked else "")

    def process(arrival: Arrival) -> dict[str, str]:
        return {"words": _outcome(kept, now) if sender else Outcome.NOBODY}

    answer = take_at_once(source=SOURCE, external_id=reply.id, body=kept.as_body(), process=process)
    return Outcome(answer["words"])


def _read_phone(written: str) -> str:
    try:
        return normalise_phone(written)
    except InvalidPhone:  # such as the name of a firm
        return ""


def _outcome(reply: Reply, now: datetime) -> Outcome:
    one_at_a_time(f"replies {reply.phone}")
    links = list(ConsentLink.objects.filter(phone=reply.phone).select_related("producer", "hub__partner"))
    if not links:
        return Outcome.NOBODY
    outcome = _done(reply, links, now)
    if outcome in (Outcome.UNCLEAR, Outcome.WRONG, Outcome.TOO_LATE):
        key = f"reply_unclear:{reply.phone}:{timezone.localdate(now)}"
        tell(phone=reply.phone, template="reply_unclear", key=key, context={})
    return outcome


def _done(reply: Reply, links: list[ConsentLink], now: datetime) -> Outcome:
    said = reply.text.casefold().strip(" \t\r\n\"'“”‘’*_<>.,!")
    if STOP.fullmatch(said):
        return _stop(links, now)
    yes, no = YES.fullmatch(said), NO.fullmatch(said)
    found = yes or no
    if found is None:
        return Outcome.UNCLEAR
    if _wrong_lately(reply.phone, now) >= MOST_WRONG:
        return Outcome.TOO_OFTEN
    code = re.sub(r"[^0-9]", "", found["code"] or "")
    asked = [link for link in links if link.asked_at is not None]
    meant = [link for link in asked if not code or constant_time_compare(link.reply_code(), code)]
    if not meant:
        return Outcome.WRONG if code else Outcome.TOO_LATE
    return _answer(meant, reply, now, is_agreed=yes is not None)


def _answer(links: list[ConsentLink], reply: Reply, now: datetime, *, is_agreed: bool) -> Outcome:
    """Take yes to the one question that has this code, or no to all that are meant."""
    if is_agreed and len(links) > 1:
        return Outcome.WRONG  # two hubs' questions with the same code: her link says which
    outcome = Outcome.TOO_LATE
    for link in links:
        evidence = f"“{reply.text[:80]}”, dari {link.phone}, pesan {reply.id}"[:200]
        try:
            answer_question(link=link, is_agreed=is_agreed, now=now, way=Consent.Way.SMS, answer=evidence)
        except NotAsked:
            continue
        outcome = Outcome.AGREED if is_agreed else Outcome.REFUSED
    return outcome


def _stop(links: list[ConsentLink], now: datetime) -> Outcome:
    held = [
        withdraw_consent(producer=link.producer, hub=link.hub, by=None, how=Consent.Withdrawn.SMS, now=now)
        for link in links
    ]
    return Outcome.STOPPED if any(held) else Outcome.NOTHING_HELD


def _wrong_lately(phone: str, now: datetime) -> int:
    """Count in the database, by what was kept: a cache that is emptied must not give anybody new tries."""
    wrong = Arrival.objects.filter(source=SOURCE, received_at__gt=now - A_DAY, outcome=Outcome.WRONG)
    return wrong.filter(body__startswith=f'{{"phone": "{phone}", ').count()
