"""What happens to a basket. Quantities stay within the stock; the basket is locked while it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from market.attribution.actions import note_basket
from market.shop.basket.models import Basket, Line

if TYPE_CHECKING:
    from catalogue.models import Product

MOST_OF_ONE = 999


class SoldOut(Exception):
    """None of it can be had."""


class ShopOnLeave(SoldOut):
    """Its shop sells nothing now; the words say until when."""


class BasketClosed(Exception):
    """The basket has been bought meanwhile."""


def add_to_basket(*, basket: Basket, product: Product, quantity: int, story: int = 0) -> int:
    """Put more of a product into the basket, as far as the stock goes; return how many of it are in there now.

    `story` is the number of the page that led to the product; 0 is none.

    Raises:
        ShopOnLeave: when its shop is on leave.
        SoldOut: when none can be had.
        BasketClosed: when the basket has been bought meanwhile.
    """
    info = basket.strategy.fetch_for_product(product)
    available = _available(info)
    if info.stockrecord is not None and info.stockrecord.partner.is_paused:
        raise ShopOnLeave(info.stockrecord.partner.pause_sentence())
    if info.stockrecord is None or available <= 0:
        raise SoldOut(product)
    with transaction.atomic():
        _lock(basket)
        line = basket.lines.filter(stockrecord=info.stockrecord).first() if basket.pk else None
        wanted = min((line.quantity if line else 0) + quantity, available, MOST_OF_ONE)
        if line is None:
            line, _is_new = basket.add_product(product, wanted)
        else:
            _save(line, wanted, info.price)
        basket.reset_offer_applications()
        note_basket(line_id=line.pk, product=product, story=story, now=timezone.now())
    return wanted


def change_quantity(*, basket: Basket, line_id: int, quantity: int) -> int:
    """Set how many of a line are wanted, as far as the stock goes; none takes it out. Return how many there are now.

    Raises:
        Line.DoesNotExist: when the line is not in this basket.
        BasketClosed: when the basket has been bought meanwhile.
    """
    with transaction.atomic():
        _lock(basket)
        line = Line.objects.select_related("product", "stockrecord__partner").get(pk=line_id, basket=basket.pk or 0)
        line.basket = basket
        info = basket.strategy.fetch_for_line(line)
        wanted = min(quantity, _available(info), MOST_OF_ONE) if quantity > 0 else 0
        if quantity <= 0:
            line.delete()
        elif wanted > 0:
            _save(line, wanted, info.price)
        basket.reset_offer_applications()
    return wanted


def _available(info: object) -> int:
    return getattr(info.availability, "num_available", 0) if info.price.exists else 0  # type: ignore[attr-defined]


def _lock(basket: Basket) -> None:
    if basket.pk and not Basket.objects.select_for_update().filter(pk=basket.pk, status=Basket.OPEN).exists():
        raise BasketClosed(basket.pk)


def _save(line: Line, quantity: int, price: object) -> None:
    """Keep the quantity, and the price as it is now, which the person has just seen."""
    line.quantity = quantity
    line.price_excl_tax, line.price_incl_tax = price.excl_tax, price.incl_tax  # type: ignore[attr-defined]
    line.save()
