"""A shop goes on leave and opens again. What was bought goes on meanwhile."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from market.shop.partner.models import Partner
from market.shop.partner.pausing import PauseReason
from sellers.models import Pause, Seller

if TYPE_CHECKING:
    from market.accounts.models import User

LONGEST_DAYS = 366


class NotOpen(Exception):
    """This shop waits for an operator, or was sent back or suspended: it sells nothing anyway."""


class UnlikelyDay(Exception):
    """A shop opens again tomorrow at the earliest, and within a year."""


@transaction.atomic
def pause_shop(*, shop: Seller, reason: str, until: date | None, by: User | None, words: str = "") -> Pause:
    """Let a shop sell nothing until it is opened, or until the day `until` begins (local time); return the leave.

    `reason` is one of PauseReason; `words`, at most 40 letters, say what `lain` means. The same again is the same
    leave.

    Raises:
        NotOpen: an operator keeps the shop closed.
        UnlikelyDay: `until` is today or past, or more than a year away.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    if until is not None and not today < until <= today + timedelta(days=LONGEST_DAYS):
        raise UnlikelyDay(until)
    partner = _locked(shop)
    if not partner.is_open:
        raise NotOpen(shop)
    reason, words = PauseReason(reason).value, words if reason == PauseReason.OTHER else ""
    now_said = {"reason": reason, "words": words, "until": until}
    if same := Pause.objects.filter(seller_id=shop.pk, ended_at=None, **now_said).first():
        return same
    _end(partner, by, now)
    partner.pause_reason, partner.pause_words, partner.paused_until = reason, words, until
    _save(partner)
    return Pause.objects.create(seller_id=shop.pk, began_at=now, began_by=by, **now_said)


@transaction.atomic
def open_shop(*, shop: Seller, by: User | None) -> bool:
    """Let a shop sell again; return whether it was on leave."""
    partner = _locked(shop)
    return partner.is_paused and _open(partner, by, timezone.now())


def open_rested_shops(*, today: date) -> int:
    """Open each shop whose day has come; return how many."""
    rested = Partner.objects.exclude(pause_reason="").filter(paused_until__lte=today)
    return sum(_open_rested(number, today) for number in rested.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _open_rested(number: int, today: date) -> bool:
    partner = Partner.objects.select_for_update().get(pk=number)
    is_over = partner.is_paused and partner.paused_until is not None and partner.paused_until <= today
    return is_over and _open(partner, None, timezone.now())


def _open(partner: Partner, by: User | None, now: datetime) -> bool:
    _end(partner, by, now)
    partner.pause_reason, partner.pause_words, partner.paused_until = "", "", None
    _save(partner)
    return True


def _locked(shop: Seller) -> Partner:
    return Partner.objects.select_for_update().get(pk=shop.pk)


def _end(partner: Partner, by: User | None, now: datetime) -> None:
    Pause.objects.filter(seller_id=partner.pk, ended_at=None).update(ended_at=now, ended_by=by)


def _save(partner: Partner) -> None:
    partner.save(update_fields=["pause_reason", "pause_words", "paused_until"])
