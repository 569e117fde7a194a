"""How many purchases may hold goods at once without money: few for one buyer, more for all guests of one network.

Who gives up and places again has each time sent a message to a number that she only typed, and used up a unique code:
so what came to nothing within a day counts, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from market.accounts.counting import one_at_a_time
from market.settlement.models import OrderGroup
from market.shop.order.status import UNPAID

A_DAY = timedelta(days=1)
TIMES_A_DAY = 3
"""So many times what may stay unpaid at once may come to nothing within a day."""


class TooManyUnpaid(Exception):
    """This buyer (`is_own`), or the guests of this network, have `most` purchases already that nobody has paid.

    `are_over`: they do not wait any more, but have come to nothing within a day.
    """

    def __init__(self, most: int, *, is_own: bool, are_over: bool = False) -> None:
        super().__init__(most, is_own)
        self.most, self.is_own, self.are_over = most, is_own, are_over


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `most` unpaid purchases among those found by `which`, and a few times as many a day that were."""

    which: dict[str, Any]
    most: int
    is_own: bool

    @property
    def name(self) -> str:
        """What they are counted under."""
        return f"unpaid purchases {self.which}"

    def refuse(self) -> None:
        placed = OrderGroup.objects.filter(**self.which)
        if placed.filter(members__order__status__in=UNPAID).distinct().count() > self.most:
            raise TooManyUnpaid(self.most, is_own=self.is_own)
        over = placed.filter(released_at__gt=timezone.now() - A_DAY).exclude(payments__captured__gt=0)
        if over.count() >= self.most * TIMES_A_DAY:
            raise TooManyUnpaid(self.most * TIMES_A_DAY, is_own=self.is_own, are_over=True)


def refuse_too_many_unpaid(group: OrderGroup) -> None:
    """Refuse a purchase that was just written when it is one too many of those that hold goods without money, or held.

    Call it last in the transaction that wrote it: others of the same buyer or network wait here until that is
    committed, so that none is missed; and whoever waits here is waited for by nobody who has come through. Buyers who
    proved their number are counted by their account, guests by the number they typed and by their network.

    Raises:
        TooManyUnpaid: when there are too many.
    """
    limits = _limits(group)
    one_at_a_time(*(limit.name for limit in limits))
    for limit in limits:
        limit.refuse()


def _limits(group: OrderGroup) -> list[Limit]:
    if group.user_id:
        return [Limit(which={"user": group.user_id}, most=settings.UNPAID_PER_BUYER, is_own=True)]
    by_phone = {"user": None, "buyer_phone": group.buyer_phone}
    limits = [Limit(which=by_phone, most=settings.UNPAID_PER_BUYER, is_own=True)]
    if group.placed_from:
        by_network = {"user": None, "placed_from": group.placed_from}
        limits.append(Limit(which=by_network, most=settings.UNPAID_PER_NETWORK, is_own=False))
    return limits
