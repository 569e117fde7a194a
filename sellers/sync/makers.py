"""Whom an operation is about: a producer by her number, or by the operation that wrote her down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from market.inbox.models import Arrival
from sellers.access import producer_of
from sellers.sync.envelope import SOURCE, arrival_name
from sellers.sync.kinds import NeedsAttention, NotNow, Work

if TYPE_CHECKING:
    from sellers.models import Producer

WHOSE = "Pilih produsennya."
NOT_YET = "Produsennya belum terkirim. Ini menunggu sampai datanya sampai."
TO_MEND_FIRST = "Data produsennya perlu diperbaiki dulu di antrean. Sesudah itu yang ini ikut terkirim."


def named_producer(work: Work) -> Producer:
    """Do as `producer_in`, but a hub has to say whose it is, as it sells for several."""
    if work.shop.is_hub and work.data.get("producer") is None:
        raise NeedsAttention(WHOSE, {"producer": WHOSE})
    return producer_in(work)


def producer_in(work: Work) -> Producer:
    """Return the producer that an operation names, of this shop alone; without a name as `producer_of` says.

    Raises:
        Http404: there is none of this number in the shop.
        NotNow: she has not been written down yet, or what says who she is has to be mended.
    """
    named = work.data.get("producer")
    if not isinstance(named, dict):
        return producer_of(work.shop, work.user, named)
    number = made_by(user_id=work.user.pk, operation_id=named.get("made_by"))
    if number is None:
        raise NotNow(TO_MEND_FIRST)
    return producer_of(work.shop, work.user, number)


def made_by(*, user_id: int, operation_id: Any) -> int | None:
    """Return the number of the producer whom one of this person's operations wrote down; None where it was refused.

    Raises:
        NeedsAttention: that is the name of no operation.
        NotNow: no such operation of this person has come.
    """
    if not isinstance(operation_id, str):
        raise NeedsAttention(WHOSE, {"producer": WHOSE})
    name = arrival_name(user_id=user_id, operation_id=operation_id)
    arrived = Arrival.objects.filter(source=SOURCE, external_id=name).values_list("answer", flat=True).first()
    if arrived is None:
        raise NotNow(NOT_YET)
    number = arrived.get("result", {}).get("producer")
    return number if type(number) is int else None
