"""The ways to pay as cards to choose from: what each is, who gets the money, and why one cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from market.settlement.methods import SIGN_IN_FIRST, Choice, MethodPart, methods_for
from market.shop.checkout.review import Review, Token
from market.shop.order.purchase import OrderView, Purchase
from market.shop.order.ways import CASH, way_name, way_words

FIELD = "cara"
LONGEST_CODE = 20


@dataclass(frozen=True, kw_only=True)
class Way:
    """One card; `why_not` is empty when it can be taken."""

    code: str
    name: str
    words: str
    goes_to: str
    why_not: str
    is_direct: bool

    @property
    def is_later(self) -> bool:
        """Is nothing paid now?"""
        return self.code == CASH


@dataclass(frozen=True, kw_only=True)
class Ways:
    """All cards, and the one that is marked: the one wanted if it can be taken, else the first that can.

    Where several sellers are paid, one that is paid once goes before those that are paid to each.
    """

    cards: list[Way]
    chosen: Way | None

    @property
    def open(self) -> dict[str, bool]:
        """The codes that can be taken, each with whether the money goes straight to the sellers."""
        return {way.code: way.is_direct for way in self.cards if not way.why_not}

    @property
    def asks_to_sign_in(self) -> bool:
        """Is there one that only waits for a phone number that is proved?"""
        return any(way.why_not == SIGN_IN_FIRST for way in self.cards)


def make_ways(choices: Sequence[Choice], *, sellers: int, wanted: str = "") -> Ways:
    """Return the cards of the ways offered for a basket of so many sellers."""
    cards = [_card(choice, sellers) for choice in choices]
    possible = [way for way in cards if not way.why_not]
    by_effort = sorted(possible, key=lambda way: (way.code != wanted, way.is_direct and sellers > 1))
    return Ways(cards=cards, chosen=next(iter(by_effort), None))


def token_of(review: Review, ways: Ways) -> Token:
    """Return what a page with these parts and cards shows, for its form to bring back."""
    return Token(
        basket_id=review.basket_id,
        digest=review.digest,
        seen=review.seen,
        ways=ways.open,
        way=ways.chosen.code if ways.chosen else "",
    )


def way_changes(token: Token, wanted: str, ways: Ways) -> Iterator[str]:
    """Yield in what the wanted way to pay is no longer what was seen."""
    name = way_name(wanted)
    now = next((way for way in ways.cards if way.code == wanted), None)
    if wanted not in token.ways:
        return
    if now is None:
        yield _("%(way)s tidak bisa dipakai lagi.") % {"way": name}
    elif now.why_not:
        yield _("%(way)s tidak bisa dipakai lagi: %(reason)s") % {"way": name, "reason": now.why_not}
    elif now.is_direct != token.ways[wanted]:
        yield _("%(way)s: %(goes_to)s") % {"way": name, "goes_to": now.goes_to}


def other_ways(purchase: Purchase) -> list[Way]:
    """Return the cards of the ways by which a purchase that nobody has paid could be paid instead."""
    ends = [view.delivery.destination for view in purchase.orders if view.delivery]
    destinations = {district.regency_id for district in ends if district}
    offered = methods_for(
        parts=[_method_part(view) for view in purchase.orders],
        destination_regency=next(iter(destinations), ""),
        is_known=purchase.group.user_id is not None,
    )
    others = [choice for choice in offered if choice.method.code != purchase.group.gateway]
    return [_card(choice, len(purchase.orders)) for choice in others]


def _method_part(view: OrderView) -> MethodPart:
    return MethodPart(
        partner_id=view.seller.pk,
        name=view.seller.name,
        total=view.order.owed(),
        regency_code=view.seller.village.district.regency_id if view.seller.village else "",
    )


def _card(choice: Choice, sellers: int) -> Way:
    method = choice.method
    return Way(
        code=method.code,
        name=way_name(method.code, choice.gateway.name),
        words=way_words(method.code),
        goes_to=_goes_to(method.code, method.is_direct, sellers),
        why_not=choice.why_not,
        is_direct=method.is_direct,
    )


def _goes_to(code: str, is_direct: bool, sellers: int) -> str:
    if code == CASH:
        return _("Uangnya diterima toko.")
    if not is_direct:
        return _("Uangnya dipegang pengelola pasar dan diteruskan ke toko setelah barang Anda terima.")
    words = ngettext(
        "Uangnya langsung ke toko.",
        "Uangnya langsung ke tiap toko, jadi Anda membayar %(sellers)s kali: sekali untuk tiap toko.",
        sellers,
    )
    return words % {"sellers": sellers}
