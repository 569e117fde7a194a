"""An operation is taken once: done and answered in one transaction, and answered so for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404

from market.inbox.actions import take_at_once
from market.inbox.models import Arrival
from sellers.access import shop_of
from sellers.acting import NoConsent
from sellers.models import Seller
from sellers.sync.clock import time_of
from sellers.sync.envelope import SOURCE, Operation, arrival_name
from sellers.sync.kinds import NeedsAttention, NotNow, Sent, check_known, do

if TYPE_CHECKING:
    from market.accounts.models import User

GONE = "Yang dimaksud tidak ada di toko Anda, atau sudah dihapus."
NO_SHOP = "Toko Anda belum buka. Kiriman ini menunggu di HP sampai petugas membukanya."
SUSPENDED = "Toko Anda sedang dibekukan. Hubungi petugas Pasar Hulu."
STILL_DONE = {"hand_over", "accept_line", "decline_line", "add_maker", "record_consent", "withdraw_consent"}
"""What a suspended shop's people still do: what was bought has to be sent, in its makers' names."""


def take_operation(*, operation: Operation, user: User, offset: timedelta, now: datetime) -> dict[str, Any]:
    """Do what a phone sent, unless it was done before, and return its final answer; `offset` as from `clock`.

    Raises:
        inbox.actions.DifferentBody: the id is known with another body.
        kinds.NotNow: nothing was kept, as something is missing first, or the phone's app is newer.
    """
    check_known(operation.kind)

    def process(arrival: Arrival) -> dict[str, Any]:
        return _answer(operation, user=user, made_at=time_of(operation.made_at, offset=offset, now=now), now=now)

    name = arrival_name(user_id=user.pk, operation_id=operation.id)
    return take_at_once(source=SOURCE, external_id=name, body=operation.body, process=process)


def _answer(operation: Operation, *, user: User, made_at: datetime, now: datetime) -> dict[str, Any]:
    sent = Sent(id=operation.id, kind=operation.kind, user=user, data=operation.data, made_at=made_at, now=now)
    try:
        with transaction.atomic():
            done = do(sent, shop_of=_shop)
    except NeedsAttention as trouble:
        return _told(operation, "attention", trouble.words, fields=trouble.fields)
    except NoConsent as missing:
        raise NotNow(str(missing)) from None
    except Http404:
        return _told(operation, "attention", GONE)
    return _told(operation, "done", done.words, result=done.result)


def _told(
    operation: Operation,
    state: str,
    words: str,
    *,
    fields: dict[str, str] | None = None,
    result: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {"id": operation.id, "state": state, "words": words, "fields": fields or {}, "result": result or {}}


def _shop(sent: Sent) -> Seller:
    shop = shop_of(sent.user)
    if shop is None or shop.status in (Seller.Status.WAITING, Seller.Status.REJECTED):
        raise NotNow(NO_SHOP)
    if shop.status == Seller.Status.SUSPENDED and sent.kind not in STILL_DONE:
        raise NotNow(SUSPENDED)
    return shop
