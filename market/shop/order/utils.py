"""Follows oscar.apps.order.utils.OrderCreator (4.2): one basket becomes several orders, one a seller."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from oscar.apps.order import utils
from oscar.apps.order.signals import order_placed
from oscar.core.loading import get_model
from oscar.core.prices import Price

from market.shop.shipping.methods import QuotedDelivery

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.fulfilment.quotes import Quote
    from market.shop.basket.models import Basket, Line
    from market.shop.order.models import Order, ShippingAddress

ConditionalOffer = get_model("offer", "ConditionalOffer")
Voucher = get_model("voucher", "Voucher")


class OfferOver(Exception):
    """Another basket has meanwhile taken the last of an offer that was to be given only so often."""


class OrderCreator(utils.OrderCreator):
    """Writes orders; stock and payment are the caller's, who also opened the transaction and locked the basket.

    Offers were evaluated on the whole basket before: every line knows what was taken off it, and by which offer.
    """

    def place_part(
        self,
        *,
        basket: Basket,
        lines: list[Line],
        quote: Quote,
        goods_total: int,
        number: str,
        status: str,
        user: User | None,
        shipping_address: ShippingAddress,
        guest_email: str = "",
    ) -> Order:
        """Write one seller's order: its lines, its share of each offer's discount and its own delivery charge.

        `goods_total` is what its lines cost after discounts, in whole rupiah.
        """
        method = QuotedDelivery(quote)
        total = Decimal(goods_total + quote.charge)
        order = self.create_order_model(
            user,
            basket,
            shipping_address,
            method,
            method.calculate(basket),
            None,
            Price(currency=basket.currency, excl_tax=total, incl_tax=total),
            number,
            status,
            guest_email="" if user else guest_email,
        )
        for application in basket.offer_applications:
            self._write_share(order, lines, application)
        for line in lines:
            self.create_line_models(order, line)
        transaction.on_commit(partial(order_placed.send_robust, sender=self, order=order, user=user), robust=True)
        return order

    def record_offers(self, *, basket: Basket, orders: list[Order], user: User | None) -> None:
        """Note once for the whole basket what its offers and vouchers gave; vouchers are tied to the first order.

        Raises OfferOver when an offer has been used up since it was applied.
        """
        applications = sorted(basket.offer_applications, key=lambda application: application["offer"].pk)
        for application in applications:
            if application["result"].affects_post_order:
                application["offer"].apply_deferred_benefit(basket, orders[0], application)
            if application["result"].affects_basket:
                application["discount"] = taken_off(basket.all_lines(), application["offer"])
            offer = ConditionalOffer.objects.select_for_update().get(pk=application["offer"].pk)
            if not offer.is_available(user=user):
                raise OfferOver(offer.pk)
            offer.record_usage(application)
            if application["voucher"]:
                voucher = Voucher.objects.select_for_update().get(pk=application["voucher"].pk)
                voucher.record_discount(application)
        used = {application["voucher"].pk for application in applications if application["voucher"]}
        for voucher_id in sorted(used):
            voucher = Voucher.objects.select_for_update().get(pk=voucher_id)
            self.record_voucher_usage(orders[0], voucher, user or AnonymousUser())

    def _write_share(self, order: Order, lines: Iterable[Line], application: dict[str, Any]) -> None:
        """Write what one offer takes off these lines; nothing when it takes nothing off them."""
        share = taken_off(lines, application["offer"])
        if share:
            self.create_discount_model(order, {**application, "message": "", "discount": share})


def taken_off(lines: Iterable[Line], offer: Any) -> Decimal:
    """Return what one offer takes off these lines of a basket."""
    discounts = (discount for line in lines for discount in line.discounts.all())
    return sum((Decimal(one.amount) for one in discounts if one.offer and one.offer.pk == offer.pk), Decimal(0))
