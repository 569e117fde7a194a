"""What the buyer is about to agree to, and its digest, so that nothing else is ever charged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core import signing

from market.fulfilment.quotes import Piece, Quote, quote_deliveries
from market.regions.models import District
from market.shop.basket.parts import Item, SellerPart, has_trouble, seller_parts

if TYPE_CHECKING:
    from market.shop.basket.models import Basket

SALT = "checkout.review"
SEEN_LASTS = 6 * 60 * 60  # seconds


class NotSeen(Exception):
    """What came back is not a token of ours, or an old one."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who buys, and where the goods go."""

    name: str
    phone: str
    email: str
    district: District
    street: str
    postcode: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """What is bought from one seller, the ways to deliver it, and the one chosen; whole rupiah."""

    goods: SellerPart
    quotes: list[Quote]
    chosen: Quote | None
    today: date

    @property
    def field_name(self) -> str:
        """How the form names the choice."""
        return f"kirim-{self.goods.seller.pk}"

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
    def ways(self) -> list[tuple[Quote, date, date]]:
        """The quotes with the days between which each promises the goods."""
        return [(quote, *quote.promised(self.today)) for quote in self.quotes]


@dataclass(frozen=True, kw_only=True)
class Review:
    """The whole purchase as it would be placed now."""

    basket_id: int
    contact: Contact
    parts: list[Part]

    @property
    def goods_total(self) -> int:
        """All goods, after discounts."""
        return sum(part.goods.goods_total for part in self.parts)

    @property
    def charge(self) -> int:
        """All deliveries."""
        return sum(part.charge for part in self.parts)

    @property
    def total(self) -> int:
        """What will be charged."""
        return self.goods_total + self.charge

    @property
    def has_trouble(self) -> bool:
        """Must the basket be changed first?"""
        return not self.parts or has_trouble(part.goods for part in self.parts)

    @property
    def is_ready(self) -> bool:
        """Can it be placed as it is?"""
        return not self.has_trouble and all(part.chosen for part in self.parts)

    @property
    def digest(self) -> str:
        """Return a fingerprint of all that the buyer sees and agrees to."""
        contact = {**_words(self.contact), "district": self.contact.district.pk}
        told = [contact, [_told(part) for part in self.parts], self.total]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def token(self) -> str:
        """Return basket and digest, signed, for the form to bring back."""
        return signing.dumps([self.basket_id, self.digest], salt=SALT)


def read_token(token: str) -> tuple[int, str]:
    """Return the basket's id and the digest of what was seen. Raises NotSeen for anything that we did not sign."""
    try:
        basket_id, digest = signing.loads(token, salt=SALT, max_age=SEEN_LASTS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotSeen from error
    return basket_id, digest


def make_review(*, basket: Basket, contact: Contact, choices: Mapping[str, str], today: date) -> Review:
    """Reckon everything anew from the basket, the stock, the prices and the tariffs of this moment.

    `choices` are codes of quotes by the seller's id as text. Without a choice the cheapest way that brings the goods
    is taken; picking up is never chosen for anybody. `today` is the day that promises count from.
    """
    parts = seller_parts(basket)
    loads = {part.seller.pk: (part.origin.district, _pieces(part)) for part in parts if part.origin}
    quotes = quote_deliveries(destination=contact.district, loads=loads)
    return Review(
        basket_id=basket.pk,
        contact=contact,
        parts=[_part(part, quotes.get(part.seller.pk, []), choices, today) for part in parts],
    )


def _words(contact: Contact) -> dict[str, str]:
    """Return the contact's plain words."""
    return {name: getattr(contact, name) for name in ("name", "phone", "email", "street", "postcode", "note")}


def _part(goods: SellerPart, quotes: list[Quote], choices: Mapping[str, str], today: date) -> Part:
    wanted = choices.get(str(goods.seller.pk), "")
    chosen = next((quote for quote in quotes if quote.code == wanted), None)
    carried = next((quote for quote in quotes if not quote.is_pick_up), None)
    return Part(goods=goods, quotes=quotes, chosen=chosen or carried, today=today)


def _pieces(part: SellerPart) -> list[Piece]:
    return [_piece(item) for item in part.items if not item.is_gone]


def _piece(item: Item) -> Piece:
    """Return weight and outside volume as packed; a child that says nothing weighs what its parent weighs."""
    product, whole = item.product, item.whole
    sides = [getattr(product, side) or getattr(whole, side) or 0 for side in ("length_cm", "width_cm", "height_cm")]
    return Piece(
        weight_g=product.shipping_weight_g or whole.shipping_weight_g,
        volume_cm3=sides[0] * sides[1] * sides[2],
        quantity=item.line.quantity,
    )


def _told(part: Part) -> list[object]:
    goods = [[item.line.stockrecord_id, item.line.quantity, item.price, item.total] for item in part.goods.items]
    chosen = part.chosen
    delivery = [chosen.code, chosen.charge, *map(str, chosen.promised(part.today))] if chosen else []
    return [part.goods.seller.pk, goods, delivery]
