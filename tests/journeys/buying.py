"""A purchase made the short way in the live site, for stories that begin after it: `manage.py shell` calls this."""

from __future__ import annotations

from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.regions.models import District
from market.shop.basket.models import Basket
from market.shop.checkout.actions import Buyer, place_order_group
from market.shop.checkout.review import Contact
from market.shop.order.actions import start_payments
from market.shop.partner.strategy import Strategy
from tests.journeys.site import LiveSite

NEIGHBOUR = "+6281299990010"
NEWEST = "SELECT number, id FROM order_order ORDER BY id DESC LIMIT 1"
LINES = "SELECT id, title FROM order_line WHERE order_id = %s ORDER BY id"


def order_in_cash(site: LiveSite, *products: int) -> tuple[str, list[tuple[int, str]]]:
    """Let a neighbour order one of each, to be paid when it is handed over; return its number and its lines."""
    site.manage("shell", "--no-imports", "-c", f"from tests.journeys.buying import _buy; _buy({list(products)})")
    [(number, order)] = site.rows(NEWEST)
    return number, [(line, title) for line, title in site.rows(LINES, order)]


def _buy(numbers: list[int]) -> None:
    goods = [Product.objects.get(pk=number) for number in numbers]
    near = District.objects.with_places().get(pk=goods[0].village.district_id)
    neighbour = User.objects.get(phone=NEIGHBOUR)
    basket = Basket.objects.create(owner=neighbour)
    basket.strategy = Strategy()
    for one in goods:
        basket.add_product(one, 1)
    contact = Contact(
        name="Pak Anwar",
        phone=NEIGHBOUR,
        email="",
        district=near,
        street="Jl. Sungai 5, depan langgar",
        postcode="",
        note="",
    )
    group = place_order_group(
        basket=basket,
        buyer=Buyer(contact=contact, user=neighbour),
        choices={},
        now=timezone.now(),
        method="cash",
    )
    start_payments(group=group, now=timezone.now())
