"""Whose goods they are that somebody writes about: with the maker's word, written down, and said in the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from market.shop.order.status import DECLINED
from sellers.acting import act_for

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.shop.order.models import Line, Order
    from sellers.models import Producer
    from sellers.sync.kinds import Work


def for_maker_of(thing: Product, work: Work, *, what: str) -> str:
    """Check and write down that the maker of a product lets this person do it; return in whose name it is, in words.

    Raises:
        NoConsent: she does not.
    """
    maker = (thing.parent or thing).producer
    makers = [maker] if maker else []
    return _in_their_names(makers, work, what=what, thing=thing.get_title(), thing_id=thing.pk)


def for_makers_in(order: Order, work: Work, *, what: str, line: Line | None = None) -> str:
    """Do the same for all of whom something in an order was not declined, or for whose goods one line of it is."""
    lines = order.lines.select_related("product__producer__seller", "product__parent__producer__seller")
    asked = lines.filter(pk=line.pk) if line else lines.exclude(status__in=DECLINED)
    products = [each.product.parent or each.product for each in asked if each.product]
    makers = {product.producer_id: product.producer for product in products if product.producer}
    return _in_their_names(makers.values(), work, what=what, thing=f"Pesanan {order.number}", thing_id=order.number)


def _in_their_names(makers: Iterable[Producer], work: Work, *, what: str, thing: str, thing_id: object) -> str:
    acted = act_for(
        by=work.user,
        producers=makers,
        what=what,
        thing=thing,
        thing_id=thing_id,
        now=work.now,
        made_at=work.made_at,
    )
    names = ", ".join(dict.fromkeys(row.principal_name for row in acted))
    return f" (a.n. {names})" if names else ""
