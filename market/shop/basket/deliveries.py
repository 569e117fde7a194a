"""The ways in which each seller's part of a basket can reach its buyer, with charges and promised days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from market.fulfilment.quotes import Piece, Quote, quote_deliveries
from market.regions.models import District
from market.shop.basket.memory import CHOICE
from market.shop.basket.parts import SellerPart
from market.shop.shipping.pieces import piece_of


@dataclass(frozen=True, kw_only=True)
class Part:
    """What is bought from one seller, the ways to deliver it, and the one chosen; whole rupiah.

    As long as nobody knows where the goods go there are no ways yet.
    """

    goods: SellerPart
    quotes: list[Quote]
    chosen: Quote | None
    today: date

    @property
    def field_name(self) -> str:
        """How the form names the choice."""
        return f"{CHOICE}{self.goods.seller.pk}"

    @property
    def is_pick_up_only(self) -> bool:
        """Does nobody carry goods to the buyer's district?"""
        return all(quote.is_pick_up for quote in self.quotes)

    @property
    def charge(self) -> int:
        """The delivery charge, nothing as long as no way is chosen."""
        return self.chosen.charge if self.chosen else 0

    @property
    def total(self) -> int:
        """Goods and delivery of this seller."""
        return self.goods.goods_total + self.charge

    @property
    def promised(self) -> tuple[date, date] | None:
        """The days between which the goods are promised by the way chosen."""
        return self.chosen.promised(self.today) if self.chosen else None

    @property
    def ways(self) -> list[tuple[Quote, date, date]]:
        """The quotes with the days between which each promises the goods."""
        return [(quote, *quote.promised(self.today)) for quote in self.quotes]


def with_deliveries(
    parts: list[SellerPart], *, destination: District | None, choices: Mapping[str, str], today: date
) -> list[Part]:
    """Return the parts with their ways to `destination`, the cheapest first; one query for all of them.

    `choices` are codes of quotes by the seller's id as text. Without a choice the cheapest way that brings the goods
    is taken; picking up is never chosen for anybody. `today` is the day that promises count from.
    """
    loads = {part.seller.pk: (part.origin.district, _pieces(part)) for part in parts if part.origin and part.is_alive}
    quotes = quote_deliveries(destination=destination, loads=loads) if destination and loads else {}
    return [_part(part, quotes.get(part.seller.pk, []), choices, today) for part in parts]


def _part(goods: SellerPart, quotes: list[Quote], choices: Mapping[str, str], today: date) -> Part:
    wanted = choices.get(str(goods.seller.pk), "")
    chosen = next((quote for quote in quotes if quote.code == wanted), None)
    carried = next((quote for quote in quotes if not quote.is_pick_up), None)
    return Part(goods=goods, quotes=quotes, chosen=chosen or carried, today=today)


def _pieces(part: SellerPart) -> list[Piece]:
    alive = [item for item in part.items if not item.is_gone]
    return [piece_of(item.product, whole=item.whole, quantity=item.line.quantity) for item in alive]
