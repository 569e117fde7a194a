"""What the buyer is about to agree to, and its digest, so that nothing else is ever charged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core import signing

from market.regions.models import District
from market.shop.basket.deliveries import Part, with_deliveries
from market.shop.basket.parts import has_trouble, seller_parts
from market.shop.basket.seen import Seen, seen_of

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
    def seen(self) -> Seen:
        """Return what is shown in words and numbers, so that later changes can be named."""
        return seen_of(self.basket_id, self.parts)


@dataclass(frozen=True, kw_only=True)
class Token:
    """What a page with a button to pay showed: the form brings it back, signed.

    `ways` are the ways to pay that could be taken, each with whether the money goes straight to the sellers; `way` is
    the one that was marked.
    """

    basket_id: int
    digest: str
    seen: Seen
    ways: dict[str, bool]
    way: str

    def __str__(self) -> str:
        told = [self.basket_id, self.digest, self.seen, self.ways, self.way]
        return signing.dumps(told, salt=SALT, compress=True)


def read_token(token: str) -> Token:
    """Return what was seen. Raises NotSeen for anything that we did not sign, or long ago."""
    try:
        basket_id, digest, seen, ways, way = signing.loads(token, salt=SALT, max_age=SEEN_LASTS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotSeen from error
    return Token(basket_id=basket_id, digest=digest, seen=seen, ways=ways, way=way)


def make_review(*, basket: Basket, contact: Contact, choices: Mapping[str, str], today: date) -> Review:
    """Reckon everything anew from the basket, the stock, the prices and the tariffs of this moment.

    `choices` are codes of quotes by the seller's id as text. Without a choice the cheapest way that brings the goods
    is taken; picking up is never chosen for anybody. `today` is the day that promises count from.
    """
    parts = with_deliveries(seller_parts(basket), destination=contact.district, choices=choices, today=today)
    return Review(basket_id=basket.pk, contact=contact, parts=parts)


def _words(contact: Contact) -> dict[str, str]:
    """Return the contact's plain words."""
    return {name: getattr(contact, name) for name in ("name", "phone", "email", "street", "postcode", "note")}


def _told(part: Part) -> list[object]:
    goods = [[item.line.stockrecord_id, item.line.quantity, item.price, item.total] for item in part.goods.items]
    chosen = part.chosen
    delivery = [chosen.code, chosen.charge, *map(str, chosen.promised(part.today))] if chosen else []
    return [part.goods.seller.pk, goods, delivery]
