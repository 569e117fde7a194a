"""Who bears a discount: a seller, the market, or both; stated beside the offer and frozen into each order.

No seller ever bears what she was not asked: where nobody is named, or another seller, the market bears all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from market.settlement.models import DiscountLine, Funding, GroupMember
from market.settlement.splits import split

Bearer = Funding.Bearer
ALL = 100


@dataclass(frozen=True, kw_only=True)
class DiscountShare:
    """What one offer took off one order, in whole rupiah."""

    offer_id: int
    name: str
    amount: int
    voucher_code: str = ""


class Bearing(NamedTuple):
    """Who bears an offer, as it is kept: `partner` is a Partner, None when the market bears all of it."""

    bearer: str
    partner: Any
    marketplace_percent: int


class NobodyBears(ValueError):
    """It is not said who bears an offer; the text is a sentence in Indonesian, `field` names what it is about."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def bearing(bearer: str, *, partner: Any, percent: int | None) -> Bearing:
    """Return what was answered about who bears an offer, with the market's part of it.

    Raises:
        NobodyBears: when a seller bears some of it and is not named, or it is shared and not said how.
    """
    if bearer == Bearer.MARKETPLACE:
        return Bearing(bearer, None, ALL)
    if bearer not in Bearer.values:
        raise NobodyBears("Pilih siapa yang menanggung potongan ini.", "bearer")
    if partner is None:
        raise NobodyBears("Pilih toko yang menanggung. Tokonya harus sudah setuju.", "partner")
    if bearer == Bearer.SELLER:
        return Bearing(bearer, partner, 0)
    if percent is None or not 0 < percent < ALL:
        raise NobodyBears("Isi bagian pasar, 1 sampai 99.", "marketplace_percent")
    return Bearing(bearer, partner, percent)


def bearer_words(offer: Any) -> str:
    """Return in words who bears what an offer, and any voucher that carries it, takes off."""
    funding = getattr(offer, "funding", None)
    if funding is None:
        return "belum ada, jadi belum berlaku"
    if funding.bearer == Bearer.MARKETPLACE:
        return "pasar"
    if funding.bearer == Bearer.SELLER:
        return f"toko {funding.partner}"
    return f"pasar {funding.marketplace_percent} %, toko {funding.partner} {ALL - funding.marketplace_percent} %"


def unborne_offers() -> QuerySet[Any]:
    """Return the offers that are not applied, as nobody has said who bears them."""
    offers = Funding._meta.get_field("offer").related_model._default_manager  # type: ignore[union-attr]
    return offers.filter(funding=None, status="Open")


@transaction.atomic
def freeze_discounts(*, order_id: int, shares: Sequence[DiscountShare]) -> list[DiscountLine]:
    """Write down what each offer took off an order that is being placed, and how much of it the market bears.

    The market bears all of an offer that names nobody, or another seller. A second call changes nothing.
    """
    known = list(DiscountLine.objects.filter(order_id=order_id))
    if known:
        return known
    percents = _percents(order_id, shares)
    return DiscountLine.objects.bulk_create(
        DiscountLine(
            order_id=order_id,
            offer_name=share.name[:128],
            voucher_code=share.voucher_code,
            amount=share.amount,
            by_marketplace=borne_by_market(share.amount, percents.get(share.offer_id, ALL)),
        )
        for share in shares
        if share.amount
    )


def borne_by_market(amount: int, percent: int) -> int:
    """Return the market's part of a discount; with the seller's it adds up to the rupiah."""
    return split(amount, [percent, ALL - percent])[0]


def _percents(order_id: int, shares: Sequence[DiscountShare]) -> dict[int, int]:
    """Return the market's part of each offer of which this order's seller bears the rest."""
    if not shares:
        return {}
    seller = GroupMember.objects.filter(order_id=order_id).values("seller")
    agreed = Funding.objects.filter(partner__in=seller, offer_id__in={share.offer_id for share in shares})
    return dict(agreed.values_list("offer_id", "marketplace_percent"))
