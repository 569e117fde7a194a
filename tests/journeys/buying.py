"""A purchase made the short way in the live site, for stories that begin after it: `manage.py shell` calls this."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.demo.drawings.slip import draw_slip
from market.demo.making.purchases import bills_of
from market.gateways.bills.actions import add_proof
from market.regions.models import District
from market.settlement.models import OrderGroup
from market.shop.basket.models import Basket
from market.shop.checkout.actions import Buyer, place_order_group
from market.shop.checkout.review import Contact
from market.shop.order.actions import start_payments
from market.shop.partner.strategy import Strategy
from tests.journeys.site import LiveSite

NEIGHBOUR, ANOTHER = "+6281299990010", "+6281299990012"
"""One of the demo, and one who is new: each may hold few goods without money."""
NEWEST = "SELECT number, id FROM order_order ORDER BY id DESC LIMIT 1"
NEWEST_TWO = "SELECT number FROM order_order ORDER BY id DESC LIMIT 2"
NEWEST_BILL = "SELECT external_id FROM bills_bill ORDER BY id DESC LIMIT 1"
LINES = "SELECT id, title FROM order_line WHERE order_id = %s ORDER BY id"


def order_in_cash(site: LiveSite, *products: int, phone: str = NEIGHBOUR) -> tuple[str, list[tuple[int, str]]]:
    """Let a neighbour order one of each, to be paid when it is handed over; return its number and its lines."""
    site.manage(
        "shell", "--no-imports", "-c", f"from tests.journeys.buying import buy; buy({list(products)}, {phone!r})"
    )
    [(number, order)] = site.rows(NEWEST)
    return number, [(line, title) for line, title in site.rows(LINES, order)]


def orders_in_cash(site: LiveSite, *products: int) -> list[str]:
    """Let two neighbours order one product each, in orders of their own; return the numbers of the orders."""
    bought = [*zip(products, (NEIGHBOUR, ANOTHER), strict=True)]
    told = f"from tests.journeys.buying import buy; [buy([product], phone) for product, phone in {bought!r}]"
    site.manage("shell", "--no-imports", "-c", told)
    return [number for (number,) in reversed(site.rows(NEWEST_TWO))]


def order_by_qris(site: LiveSite, product: int) -> tuple[str, str]:
    """Let a neighbour order one of it and send a photo of having paid; return the order's number and its bill's."""
    site.manage("shell", "--no-imports", "-c", f"from tests.journeys.buying import _pay; _pay({product})")
    [(number, _)] = site.rows(NEWEST)
    [(bill,)] = site.rows(NEWEST_BILL)
    return number, str(bill)


def _pay(number: int) -> None:
    photo = draw_slip(title="Pembayaran berhasil", rows=[("Lewat", "QRIS")])
    for bill in bills_of(buy([number], ANOTHER, method="qris")):
        add_proof(external_id=bill.external_id, upload=ContentFile(photo, "bukti.jpg"), at=timezone.now())


def buy(numbers: list[int], phone: str, *, method: str = "cash") -> OrderGroup:
    """Let the person with this phone buy one of each product, near where it is made; runs inside the site."""
    goods = [Product.objects.get(pk=number) for number in numbers]
    near = District.objects.with_places().get(pk=goods[0].village.district_id)
    buyer, _ = User.objects.get_or_create(phone=phone, defaults={"is_phone_verified": True})
    basket = Basket.objects.create(owner=buyer)
    basket.strategy = Strategy()
    for one in goods:
        basket.add_product(one, 1)
    contact = Contact(
        name="Pak Anwar",
        phone=phone,
        email="",
        district=near,
        street="Jl. Sungai 5, depan langgar",
        postcode="",
        note="",
    )
    group = place_order_group(
        basket=basket,
        buyer=Buyer(contact=contact, user=buyer),
        choices={},
        now=timezone.now(),
        method=method,
    )
    start_payments(group=group, now=timezone.now())
    return group
