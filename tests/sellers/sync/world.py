"""A market with all that a recorded day may speak of: a shop, a hub with its makers, and what was ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from catalogue.models import Product
from cms.tree.actions import build_site_tree
from market.accounts.models import User
from market.gateways.bills.actions import confirm
from market.shop.checkout.actions import place_order_group
from market.shop.order.actions import start_payments, take_payment_news
from market.shop.order.models import Order
from market.shop.partner.models import StockRecord
from sellers.actions import approve_product
from sellers.models import Producer
from sellers.sync.questions import questions_of
from tests.market.shop.goods import make_basket, make_buyer, make_tariff
from tests.market.shop.ways import bank_account, offer
from tests.remembered import once
from tests.sellers.conftest import listed
from tests.sellers.consents import a_colleague, a_maker, agreed, made_hub
from tests.sellers.purchases import bill_for
from tests.sellers.sync.compared import carry_out_money_and_words
from tests.sellers.sync.phone import client_of, made, ms, told
from tests.sellers.sync.recorded import Recorded

HOUR = 60 * 60 * 1000  # milliseconds, as are all times of phones
PLENTY = 1_000
WAYS = {"in cash": ("cash", True), "straight": ("transfer", True), "pooled": ("transfer", False)}
"""How an order is paid: by which gateway, and whether the money reaches its seller straight."""
MAKERS = ("Acil Imah", "Acil Galuh", "Acil Rusni", "Nini Diang", "Ibu Masnah", "Ibu Jainab")


@dataclass(frozen=True)
class World:
    """A producer with goods and a price that two wrote; a hub with makers who agreed; orders of each, by way."""

    siti: Producer
    goods: list[Product]
    hub: Producer
    makers: list[Producer]
    orders: dict[tuple[int, str], list[Order]]

    def whose(self, day: list[Recorded]) -> Producer:
        """Return who does such a day here: what names producers, or comes of a hub's visit, is a hub's."""
        kinds = {one.operation["kind"] for one in day}
        names_producers = any("producer" in one.operation["data"] for one in day)
        of_many = len({one.operation["data"]["order"] for one in day if "order" in one.operation["data"]}) > 1
        return self.hub if names_producers or of_many or "add_maker" in kinds else self.siti

    def question(self) -> int:
        """Return the number of the price that is asked."""
        return questions_of(self.siti.seller)[0].number


def ways_of(day: list[Recorded]) -> list[str]:
    """Return the ways of paying under which a day comes to something else: all, where it is about orders."""
    return list(WAYS) if any("order" in one.operation["data"] for one in day) else ["in cash"]


def made_world(siti: Producer, ratna: Producer, category: Any) -> World:
    """Make it; `siti` and `ratna` are producers whose shops are open."""
    Site.clear_site_root_paths_cache()
    once(build_site_tree)  # stories have their place there
    hub = made_hub(ratna)
    a_colleague(siti.seller, "+6281234567021")  # who is told of what others do
    a_colleague(hub, "+6281234567022")
    makers = [a_maker(hub, name) for name in MAKERS]
    for maker in makers:
        agreed(maker)
    goods = [_on_sale(siti, name, category) for name in ("Amplang", "Kerupuk", "Madu", "Sirup")]
    mats = [_on_sale(maker, f"Tikar {maker.name}", category) for maker in makers]
    StockRecord.objects.update(num_in_stock=PLENTY)
    pairs = list(zip(mats, [*mats[1:], mats[0]], strict=True))
    orders = {}
    for way in WAYS:
        _offer(way)
        orders[siti.pk, way] = [_ordered(way, *goods[:2])]
        orders[ratna.pk, way] = [_ordered(way, *pair) for pair in pairs]
    _write_two_prices(siti, goods[-1])
    client_of(ratna.user).get(reverse("workshop:data"))  # has been here: any visitor gets a basket with it
    carry_out_money_and_words()
    return World(siti, goods, ratna, makers, orders)


def _on_sale(producer: Producer, title: str, category: Any) -> Product:
    return approve_product(product=listed(producer, title=title), by=None, category=category)


def _offer(way: str) -> None:
    method, is_direct = WAYS[way]
    offer(method, is_direct=is_direct, is_local_only=False, cap=None)
    if way == "pooled":
        bank_account(None)


def _ordered(way: str, *goods: Product) -> Order:
    """Return an order of one of each, paid where it is not paid in cash."""
    method, is_direct = WAYS[way]
    seller = goods[0].seller
    make_tariff(goods[0].village.district)
    if way == "straight" and not seller.receiving_accounts.exists():
        bank_account(seller)
    buyer = make_buyer()
    user = User.objects.create_user(buyer.contact.phone, first_name="Pembeli", is_phone_verified=True)
    group = place_order_group(
        basket=make_basket(*((one, 1) for one in goods), owner=user),
        buyer=make_buyer(user, phone=user.phone),
        choices={},
        now=timezone.now(),
        method=method,
    )
    start_payments(group=group, now=timezone.now())
    order = Order.objects.get(membership__group=group)
    if method != "cash":
        bill = bill_for(order)
        confirm(bill_id=bill.pk, by=None, evidence="mutasi bank", at=timezone.now())
        take_payment_news(gateway_code=bill.gateway, external_id=bill.external_id)
    order.refresh_from_db()
    return order


def _write_two_prices(producer: Producer, product: Product) -> None:
    """Have two phones write a price of a product, so that the shop is asked which holds."""
    client = client_of(producer.user)
    for ago, price in ((5, 26_000), (4, 27_000)):
        change = {"product": product.pk, "changes": {"price": {"base": 25_000, "value": price}}}
        sent = made(producer.user, "edit_product", change, made_at=ms() - ago * HOUR)
        assert told(client, sent)["state"] == "done"
    Product.objects.filter(pk=product.pk).update(moderation="approved")
