"""How many purchases may hold goods at once without money: few for one buyer, more for all guests of one network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from market.settlement.models import OrderGroup
from market.shop.order.status import UNPAID

NAME_LENGTH = 32


class TooManyUnpaid(Exception):
    """This buyer (`is_own`), or the guests of this network, have `most` purchases already that nobody has paid."""

    def __init__(self, most: int, *, is_own: bool) -> None:
        super().__init__(most, is_own)
        self.most, self.is_own = most, is_own


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `most` unpaid purchases among those found by `which`."""

    which: dict[str, Any]
    most: int
    is_own: bool

    @property
    def lock(self) -> int:
        """Return the number among PostgreSQL's advisory locks under which they are counted."""
        digest = hashlib.sha256(f"unpaid purchases {self.which}".encode()).digest()
        return int.from_bytes(digest[:8], signed=True)

    def refuse(self) -> None:
        unpaid = OrderGroup.objects.filter(**self.which, members__order__status__in=UNPAID)
        if unpaid.distinct().count() > self.most:
            raise TooManyUnpaid(self.most, is_own=self.is_own)


def network_name(address: str) -> str:
    """Return under which name a network address is kept; the address cannot be read from it.

    Whoever has one address of version 6 has 2**64 of them, so those are counted as one. An address of version 4 that a
    server writes as one of version 6 is still one of version 4.
    """
    if not address:
        return ""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        network = found.ipv4_mapped or ip_network(f"{address}/64", strict=False)
    else:
        network = found
    return salted_hmac("checkout.limits", str(network), algorithm="sha256").hexdigest()[:NAME_LENGTH]


def refuse_too_many_unpaid(group: OrderGroup) -> None:
    """Refuse a purchase that was just written when it is one too many of those that hold goods without money.

    Call it last in the transaction that wrote it: others of the same buyer or network wait here until that is
    committed, so that none is missed; and whoever waits here is waited for by nobody who has come through. Buyers who
    proved their number are counted by their account, guests by the number they typed and by their network.

    Raises:
        TooManyUnpaid: when there are too many.
    """
    limits = _limits(group)
    with connection.cursor() as cursor:
        for lock in sorted(limit.lock for limit in limits):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
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
