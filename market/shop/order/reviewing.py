"""Who may say what of goods: the buyer of a line that has left the seller's house, once, and never its own seller."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from catalogue.reviews.actions import AlreadyShown as AlreadyShown
from catalogue.reviews.actions import write_review
from catalogue.reviews.models import ProductReview
from market.settlement.models import OrderGroup
from market.shop.order.models import Line, Order
from market.shop.order.status import LEFT

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.accounts.models import User

CITY = re.compile(r"^(?:Kota|Kabupaten)(?: Administrasi)? ")
TITLES = {"ibu", "bu", "pak", "bapak", "haji", "hajah", "h.", "hj.", "kak", "mbak", "mas"}


class NotReceived(Exception):
    """The goods have not left the seller, or the order is off."""


class OwnGoods(Exception):
    """Whoever writes sells them herself."""


def line_of(group: OrderGroup, number: str, line_id: int) -> Line | None:
    """Return a line of one of this purchase's orders whose product is still there; None for all else."""
    lines = Line.objects.filter(order__membership__group=group, order__number=number, product__isnull=False)
    return lines.select_related("product__parent", "order__delivery__destination__regency").filter(pk=line_id).first()


def reviewed_product(line: Line) -> Product:
    """Return the whole product that a line is of; sizes have no reviews of their own."""
    return line.product.parent or line.product


def review_line(*, group: OrderGroup, line: Line, score: int, body: str, by: User | None) -> ProductReview:
    """Return the review of a line, which waits for staff. `by` is whoever is signed in now.

    Raises:
        NotReceived: the goods have not left the seller.
        OwnGoods: the buyer, or `by`, is of the shop that sells them.
        AlreadyShown: it was reviewed, and everybody reads it.
    """
    if line.order.status not in LEFT:
        raise NotReceived
    product = reviewed_product(line)
    if _is_of_the_shop(product, group, by):
        raise OwnGoods
    with translation.override(group.language):
        address = reverse("checkout:rate", args=[group.secret, line.order.number, line.pk])
    return write_review(
        product=product,
        line_id=line.pk,
        score=score,
        body=body,
        name=author_name(group.buyer_name, line.order),
        user=group.user,
        phone=group.buyer_phone,
        language=group.language,
        address=address,
    )


def author_name(buyer_name: str, order: Order) -> str:
    """Return as much of a buyer as everybody may know: her first name, and the town where the goods went."""
    words = buyer_name.split()
    first = " ".join(words[: 2 if words and words[0].lower() in TITLES else 1])
    delivery = getattr(order, "delivery", None)
    town = CITY.sub("", delivery.destination.regency.short_name) if delivery and delivery.destination else ""
    return ", ".join(part for part in (first, town) if part)


def _is_of_the_shop(product: Product, group: OrderGroup, by: User | None) -> bool:
    people = product.seller.users.filter(
        Q(pk__in=[user.pk for user in (group.user, by) if user]) | Q(phone=group.buyer_phone)
    )
    makers = product.producer.seller.producers.filter(phone=group.buyer_phone).exclude(phone="")
    return people.exists() or makers.exists()
