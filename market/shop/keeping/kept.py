"""What a person has kept, as lists show it; goods that are not on sale now step aside."""

from __future__ import annotations

from catalogue.cards import Card, cards_for
from catalogue.models import Product
from catalogue.wording import words_of
from market.accounts.models import User
from market.shop.keeping.models import Favourite, Wait


def favourites_of(user: User) -> Cards:
    """Return the goods that a person has kept, latest first, to be sliced."""
    return Cards(Favourite.objects.filter(user=user, product__in=Product.objects.on_sale()))


def waits_of(user: User) -> list[Wait]:
    """Return what a person waits for, latest first, with its product."""
    waits = Wait.objects.filter(user=user, product__in=Product.objects.on_sale())
    return list(waits.select_related("product").prefetch_related(*words_of("product")))


class Cards:
    """A list of cards that fetches only the part that is asked for."""

    def __init__(self, kept: object) -> None:
        self.kept = kept

    def count(self) -> int:
        """Return how many there are."""
        return int(self.kept.count())  # type: ignore[attr-defined]

    def __getitem__(self, part: slice) -> list[Card]:
        return cards_for(list(self.kept.values_list("product_id", flat=True)[part]))  # type: ignore[attr-defined]
