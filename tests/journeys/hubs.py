"""A hub of a journey's own with producers who agreed, and what has to go after it; `manage.py shell` calls this."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.utils import timezone

from catalogue.models import Category, Product
from market.accounts.models import User
from market.pictures.models import Picture
from market.shop.order.models import Order
from sellers.actions import add_pictures, apply_to_sell, approve_product, approve_seller, list_product
from sellers.actions.consent import add_maker, record_consent
from sellers.agreement import newest_version
from sellers.models import Consent, Producer, Seller
from sellers.registers.merge import Author, Change
from sellers.sync.edits import write_fields
from sellers.sync.parcels import give
from sellers.sync.voices import say_voice
from tests.journeys.buying import buy
from tests.journeys.site import LiveSite
from tests.market.recordings.made import webm

PAPER = "persetujuan/contoh.jpg"
"""Of the demo."""
OF_PHONES, OF_BUYERS = "+62812770", "+6281277199"
MAKERS = """
    SELECT m.id, m.name FROM sellers_producer m JOIN sellers_producer head ON head.seller_id = m.seller_id
    JOIN accounts_user u ON u.id = head.user_id WHERE u.phone = %s AND m.id <> head.id ORDER BY m.id
"""
ORDERS = """
    SELECT o.number, p.producer_id, array_agg(l.title ORDER BY l.id) FROM order_order o
    JOIN order_line l ON l.order_id = o.id JOIN catalogue_product p ON p.id = l.product_id
    WHERE p.producer_id = ANY(%s) GROUP BY o.id, p.producer_id ORDER BY o.id
"""


@dataclass(frozen=True)
class Hub:
    """Who runs it, by her phone, and her producers by number."""

    phone: str
    makers: dict[int, str]


@contextmanager
def hub_of_our_own(site: LiveSite, *, number: int, makers: int) -> Iterator[Hub]:
    """Open a hub whose producers all let it sell for them; at the end it is shut and what it listed is gone.

    What was agreed to and done in somebody's name stays, as the database wants it.
    """
    phone = f"{OF_PHONES}{number:05}"
    _shell(site, f"_open({phone!r}, {makers})")
    try:
        yield Hub(phone, dict(site.rows(MAKERS, phone)))
    finally:
        _shell(site, f"_close({phone!r})")


def orders_of_each(site: LiveSite, hub: Hub) -> list[tuple[str, int, list[str]]]:
    """Have somebody order two products of each producer in cash; return the orders: number, whose goods, titles."""
    _shell(site, f"_sell({hub.phone!r})")
    return site.rows(ORDERS, list(hub.makers))


def two_phones_said(site: LiveSite, hub: Hub) -> None:
    """Have two phones say different things of the goods and of the order of a hub at once: all that wants her eye."""
    _shell(site, f"_disagree({hub.phone!r})")


def forget_goods(site: LiveSite, *titles: str) -> None:
    """Have goods gone that a journey listed."""
    _shell(site, f"_forget({titles!r})")


def _shell(site: LiveSite, call: str) -> None:
    site.manage("shell", "--no-imports", "-c", f"from tests.journeys import hubs; hubs.{call}")


def _open(phone: str, makers: int) -> None:
    like = Producer.objects.filter(seller__kind=Seller.Kind.HUB).select_related("village").order_by("pk")[0]
    user = User.objects.create_user(phone, first_name="Ibu Rahimah", is_phone_verified=True)
    what: dict[str, Any] = {"village": like.village, "makes": "anyaman"}
    seller = apply_to_sell(user=user, name="Ibu Rahimah", shop_name="BUMDes Singgah", **what).seller
    approve_seller(seller=seller, by=None)
    Seller.objects.filter(pk=seller.pk).update(kind=Seller.Kind.HUB)
    for number in range(1, makers + 1):
        maker = add_maker(shop=seller, name=f"Acil Hulu {number:02}", **what)
        shown = {"way": Consent.Way.PAPER, "version": newest_version(), "file": PAPER}
        record_consent(producer=maker, by=None, now=timezone.now(), **shown)


def _sell(phone: str) -> None:
    picture, category = Picture.objects.earliest("pk"), Category.objects.get(slug="anyaman")
    about: dict[str, Any] = {"price": 45_000, "unit_of_sale": "lembar", "stock": 5, "packaging": "plastik"}
    about |= {"shipping_weight_g": 400, "picture": picture, "category": category, "by": None}
    head = Producer.objects.get(user__phone=phone)
    for number, maker in enumerate(head.seller.producers.exclude(pk=head.pk).order_by("pk")):
        goods = [list_product(producer=maker, title=f"{thing} {maker.name}", **about) for thing in ("Tikar", "Tudung")]
        for one in goods:
            approve_product(product=one, by=None, category=category)
        buy([one.pk for one in goods], f"{OF_BUYERS}{number:03}")


def _disagree(phone: str) -> None:
    seller, now = Producer.objects.get(user__phone=phone).seller, timezone.now()
    one, other = Product.objects.filter(seller=seller.partner).order_by("pk")[:2]
    order = Order.objects.filter(lines__product=one).earliest("pk")

    def phone_of(minutes: int) -> Author:
        return Author(by=None, made_at=now - timedelta(minutes=minutes), operation=str(uuid4()))

    title = one.title
    for minutes, name, price in ((9, "Tikar Purun", "47000"), (8, "Tikar Rumbia", "49000")):
        changes = [Change(field="title", base=title, value=name), Change(field="price", base="45000", value=price)]
        write_fields(thing=one, changes=changes, author=phone_of(minutes))
        say_voice(product=other, file=BytesIO(webm(minutes)), base=None, author=phone_of(minutes))
    add_pictures(product=other, pictures=Picture.objects.order_by("pk")[:8], author=phone_of(5))
    for carrier in ("KM Mahakam", "KM Kelay"):
        give(shop=seller, order=order, carrier=carrier, tracking_number="", author=phone_of(1))


def _forget(titles: tuple[str, ...]) -> None:
    Product.objects.filter(title__in=titles).delete()


def _close(phone: str) -> None:
    seller = Seller.objects.get(partner__users__phone=phone)
    Product.objects.filter(seller=seller.partner).delete()
    Seller.objects.filter(pk=seller.pk).update(status=Seller.Status.SUSPENDED)
