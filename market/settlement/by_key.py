"""Which refunds a gateway means: those that it was asked for are known by their key, never by their sum."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from market.gateways.base import Asked
from market.outbox.models import Effect
from market.settlement import accounts
from market.settlement.models import Payment, Refund
from market.settlement.parts import fitting_into


@dataclass(frozen=True)
class Meant:
    """Of the refunds that wait, those whose money has gone by their key, and by id those that it will go for."""

    given: list[Refund]
    promised: set[int]


def meant(payment: Payment, asked: Iterable[Asked], waiting: Sequence[Refund]) -> Meant:
    """Return which of a locked payment's waiting refunds the gateway knows by our keys.

    A key covers no more than its money that is not booked yet: of several refunds under one, some may have been given
    back past it before it was asked for.
    """
    asked = list(asked)
    under = asked_under({one.key for one in asked})
    booked = {refund.pk: refund.amount for refund in given_by_gateway(payment)} if under else {}
    given: list[Refund] = []
    promised: set[int] = set()
    for key, refund_ids in under.items():
        done = sum(booked.get(pk, 0) for pk in refund_ids)
        own = [refund for refund in waiting if refund.pk in refund_ids]
        here = fitting_into(own, _sum(asked, key, is_given=True) - done)
        given += here
        rest = [refund for refund in own if refund not in here]
        promised |= {refund.pk for refund in fitting_into(rest, _sum(asked, key, is_given=False))}
    return Meant(given, promised)


def asked_under(keys: Collection[str]) -> dict[str, set[int]]:
    """Return by key which refunds the gateway was asked for under it, in whichever attempt."""
    first_attempts = Effect.objects.filter(kind="payment.refund", key__in=keys) if keys else Effect.objects.none()
    return {payload["key"]: set(payload["refunds"]) for payload in first_attempts.values_list("payload", flat=True)}


def given_by_gateway(payment: Payment) -> list[Refund]:
    """Return what was booked as given back by the gateway, the latest first."""
    given = Refund.objects.select_for_update(of=("self",)).select_related("split__order")
    place = accounts.asset_of(payment).code
    return list(given.filter(split__payment=payment, status=Refund.Status.DONE, paid_from=place).order_by("-pk"))


def _sum(asked: Iterable[Asked], key: str, *, is_given: bool) -> int:
    return sum(one.amount for one in asked if (one.key, one.is_given) == (key, is_given))
