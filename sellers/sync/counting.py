"""Stock is counted in so many more or fewer, each once, in whatever order they come."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from market.shop.partner.models import StockRecord
from sellers.actions import set_stock
from sellers.sync.models import StockChange

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.accounts.models import User


@transaction.atomic
def change_stock(*, thing: Product, delta: int, by: User, made_at: datetime, operation: str) -> StockRecord:
    """Take so many more or fewer of a product, or of a size, into account; return how its offer stands then."""
    offer = _locked(thing)
    StockChange.objects.create(product=thing, delta=delta, by=by, made_at=made_at, operation=operation)
    offer.count(delta)
    return offer


@transaction.atomic
def say_stock(*, thing: Product, stock: int, by: User, now: datetime) -> None:
    """Say how many can still be sold, as somebody has just counted, and keep by how much that changed it."""
    offer = _locked(thing)
    delta = stock - offer.net_stock_level + offer.owed
    StockChange.objects.create(product=thing, delta=delta, by=by, made_at=now, operation=str(uuid4()))
    set_stock(product=thing, stock=stock)


def _locked(thing: Product) -> StockRecord:
    whole = thing.parent or thing
    return StockRecord.objects.select_for_update().get(product=thing, partner_id=whole.seller_id)
