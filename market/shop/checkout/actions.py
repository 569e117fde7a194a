"""A basket becomes a purchase: one order a seller, one payment, and the stock taken, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_class, get_model

from market.accounts.networks import network_name
from market.attribution.actions import note_order
from market.fulfilment.actions import agree_delivery
from market.settlement.methods import Choice, MethodPart, hold_of, methods_for
from market.settlement.models import GroupMember, OrderGroup, PaymentMethod, new_number
from market.settlement.rupiah import whole_rupiah
from market.shop.basket.models import Basket
from market.shop.checkout.limits import refuse_too_many_unpaid
from market.shop.checkout.review import Contact, Part, Review, make_review
from market.shop.checkout.terms import freeze_terms
from market.shop.order import stock, tell
from market.shop.order.actions.money import open_payments
from market.shop.order.models import Line, ShippingAddress
from market.shop.order.status import Status
from market.shop.order.utils import OfferOver, OrderCreator
from market.shop.partner.models import InsufficientStock
from market.shop.partner.strategy import Strategy

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.shop.order.models import Order

Applicator = get_class("offer.applicator", "Applicator")
Country = get_model("address", "Country")


class OrderChanged(Exception):
    """Price, stock, delivery or address is not what the buyer saw, or not what can be had: show it again."""


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """Who buys; `user` only when signed in. Messages go out in `language`; `address` is the network's, when known."""

    contact: Contact
    user: User | None = None
    language: str = "id"
    address: str = ""


def place_order_group(
    *,
    basket: Basket,
    buyer: Buyer,
    choices: Mapping[str, str],
    now: datetime,
    seen: str | None = None,
    method: str = "stripe",
    is_direct: bool | None = None,
) -> OrderGroup:
    """Write the purchase with its orders, deliveries and payment, take the stock, close the basket: all or nothing.

    A basket is placed once: whoever comes second is given the same purchase. `choices` are codes of quotes by the
    seller's id as text. `seen` is the digest of what the buyer agreed to; a caller without a page leaves it out.
    `method` is the code of the way to pay, `is_direct` whether the page said that its money goes straight to the
    sellers; a caller without a page leaves that out too. The gateway is asked after the commit, by `start_payments`
    or, should that never happen, by the outbox.

    Raises:
        OrderChanged: when the purchase would not be what was seen; nothing is written.
        limits.TooManyUnpaid: when the buyer, or the network, has enough purchases that nobody has paid.
    """
    with transaction.atomic():
        basket = Basket.objects.select_for_update().get(pk=basket.pk)
        placed = OrderGroup.objects.filter(basket=basket).first()
        if placed is not None:
            return placed
        review = _review_again(basket, buyer, choices, now)
        if not review.is_ready or seen not in (None, review.digest):
            raise OrderChanged(basket.pk)
        way = _method(review, buyer, method)
        if is_direct not in (None, way.is_direct):
            raise OrderChanged(basket.pk)
        return _place(basket, buyer, review, way, now)


def _review_again(basket: Basket, buyer: Buyer, choices: Mapping[str, str], now: datetime) -> Review:
    """Reckon the locked basket anew, with its offers applied once to all of it."""
    if basket.status != Basket.OPEN:
        raise OrderChanged(basket.pk)
    basket.strategy = Strategy()
    list(basket.vouchers.select_for_update().order_by("pk"))
    Applicator().apply(basket, buyer.user or AnonymousUser())
    return make_review(basket=basket, contact=buyer.contact, choices=choices, today=timezone.localdate(now))


def _method(review: Review, buyer: Buyer, code: str) -> PaymentMethod:
    """Return the way to pay as it is offered at this moment. Raises OrderChanged when it is not."""
    for choice in ways_to_pay(review, is_known=buyer.user is not None):
        if choice.method.code == code and choice.is_open:
            return choice.method
    raise OrderChanged(review.basket_id)


def ways_to_pay(review: Review, *, is_known: bool) -> list[Choice]:
    """Return the ways to pay for what is reviewed; `is_known` says whether the buyer proved a phone number."""
    parts = [
        MethodPart(
            partner_id=part.goods.seller.pk,
            name=part.goods.seller.name,
            total=part.total,
            regency_code=part.goods.origin.district.regency_id if part.goods.origin else "",
        )
        for part in review.parts
    ]
    return methods_for(parts=parts, destination_regency=review.contact.district.regency_id, is_known=is_known)


def _place(basket: Basket, buyer: Buyer, review: Review, method: PaymentMethod, now: datetime) -> OrderGroup:
    group = OrderGroup.objects.create(
        basket=basket,
        user=buyer.user,
        buyer_name=buyer.contact.name,
        buyer_phone=buyer.contact.phone,
        buyer_email=buyer.contact.email,
        language=buyer.language,
        total=review.total,
        gateway=method.code,
        is_direct=method.is_direct,
        placed_from="" if buyer.user else network_name(buyer.address),
        hold_expires_at=now + hold_of(method, is_trusted=buyer.user is not None),
    )
    status = Status.CASH_DUE if method.is_cash else Status.AWAITING_PAYMENT
    orders = [_place_part(basket, buyer, group, part, status) for part in review.parts]
    lines = Line.objects.filter(order__in=orders).order_by("pk").values_list("pk", "stockrecord_id")
    note_order(basket_id=basket.pk, lines=lines, today=timezone.localdate(now))
    try:
        OrderCreator().record_offers(basket=basket, orders=orders, user=buyer.user)
    except OfferOver as error:
        raise OrderChanged(basket.pk) from error
    open_payments(group=group, orders=orders, now=now)
    basket.submit()
    if method.is_cash:
        tell.cash_was_promised(orders)
    _take_stock(basket, orders, review)
    refuse_too_many_unpaid(group)
    tell.purchase_is_placed(group, orders)
    return group


def _place_part(basket: Basket, buyer: Buyer, group: OrderGroup, part: Part, status: Status) -> Order:
    """Write one seller's order with its address, its delivery and its place in the purchase."""
    order = OrderCreator().place_part(
        basket=basket,
        lines=part.goods.lines,
        quote=part.chosen,
        goods_total=part.goods.goods_total,
        number=new_number("PS"),
        status=status.value,
        user=buyer.user,
        shipping_address=_write_address(buyer.contact),
        guest_email=buyer.contact.email,
    )
    GroupMember.objects.create(group=group, order=order, seller=part.goods.seller)
    agree_delivery(
        order_id=order.pk,
        quote=part.chosen,
        origin=part.goods.origin,
        destination=buyer.contact.district,
        on=part.today,
    )
    freeze_terms(order, part)
    return order


def _take_stock(basket: Basket, orders: list[Order], review: Review) -> None:
    """Take all lines' stock last, so that the rows are held for a moment only, and look at the prices taken at."""
    seen = {item.line.stockrecord_id: item.price for part in review.parts for item in part.goods.items}
    try:
        taken = stock.take(orders)
    except InsufficientStock as error:
        raise OrderChanged(basket.pk) from error
    if any(whole_rupiah(record.price) != seen[record.pk] for record in taken):
        raise OrderChanged(basket.pk)


def _write_address(contact: Contact) -> ShippingAddress:
    """Write the address as it is now; each order has its own, which later changes elsewhere do not touch."""
    district = contact.district
    return ShippingAddress.objects.create(
        first_name=contact.name,
        line1=contact.street,
        line2=f"Kec. {district.name}",
        line4=district.regency.name,
        state=district.regency.province.name,
        postcode=contact.postcode,
        country=_indonesia(),
        phone_number=contact.phone,
        notes=contact.note,
    )


def _indonesia() -> Country:
    return Country.objects.get_or_create(
        iso_3166_1_a2="ID",
        defaults={
            "iso_3166_1_a3": "IDN",
            "iso_3166_1_numeric": "360",
            "name": "Republic of Indonesia",
            "printable_name": "Indonesia",
            "is_shipping_country": True,
        },
    )[0]
