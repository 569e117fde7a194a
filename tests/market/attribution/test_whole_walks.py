"""Whole walks: from a link on a story's page to the product, the basket, the order and its money, with sizes and a voucher.

What must be counted is reckoned here from what each visitor did, by the model of docs/attribution.md.
"""  # noqa: E501

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from catalogue.models import Product
from cms.tree.actions import build_site_tree, publish_story
from market.attribution.models import DailyCount, LineStory, UnpaidLine
from market.outbox.actions import carry_out
from market.outbox.models import Effect
from market.shop.basket.models import Basket
from market.shop.basket.vouchers import add_voucher
from market.shop.checkout.actions import place_order_group
from market.shop.partner.models import StockRecord
from tests.market.attribution.test_views import PHONE
from tests.market.shop.goods import make_buyer, make_product, make_shop, pay_up
from tests.market.shop.test_vouchers import make_voucher
from tests.market.shop.ways import offer
from tests.remembered import once

pytestmark = pytest.mark.django_db

WALKS, OFF = 24, 10_000
LINK = re.compile(r'href="((?:/en)?/produk/[^"]+-(\d+)/\?dari=(\d+))"')


@dataclass
class World:
    """Goods, each with what is bought of it and for how much; links by story; and the truth by story and product."""

    goods: dict[int, tuple[int, int]]
    links: dict[tuple[int, int], str]
    truth: defaultdict[tuple[int, int], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def with_a_size(product: Product, price: int) -> Product:
    """Make a product one with a size; return the size."""
    record = product.stockrecords.get()
    size = Product.objects.create(
        structure=Product.CHILD, parent=product, title="250 g", moderation=product.moderation, is_public=True
    )
    StockRecord.objects.create(
        product=size, partner=record.partner, partner_sku="250g", price=price, num_in_stock=record.num_in_stock
    )
    record.delete()
    Product.objects.filter(pk=product.pk).update(structure=Product.PARENT)
    return size


@pytest.fixture
def world(client: Client, own_folders: object) -> World:
    Site.clear_site_root_paths_cache()
    once(build_site_tree)
    offer("stripe")
    plain, sized = (make_product(make_shop(), price=30_000, stock=500) for _ in range(2))
    size = with_a_size(sized, 17_000)
    links = {}
    for title in ("Rasa dari hulu", "Dari sungai"):
        told = {
            "title": title,
            "lead": "Ikan pipih dari Mahakam.",
            "village": plain.village,
            "picture": None,
            "author": "Rina",
        }
        story = publish_story(
            body=[("product", plain), ("product", Product.objects.get(pk=sized.pk))], date=date(2026, 11, 20), **told
        )
        for address, product, number in LINK.findall(client.get(story.url).content.decode()):
            links[int(number), int(product)] = address
    links |= {(0, product.pk): product.get_absolute_url() for product in (plain, sized)}
    assert len(links) == 6
    return World({plain.pk: (plain.pk, 30_000), sized.pk: (size.pk, 17_000)}, links)


def test_whole_walks_are_counted_to_the_last_piece_and_rupiah(world: World) -> None:
    draw, voucher = random.Random(22), make_voucher(usage="Multi-use").code
    for _ in range(WALKS):
        walk(world, draw, voucher)
    rows = DailyCount.objects.values_list("story", "product", "views", "baskets", "pieces", "rupiah")
    names = ("views", "baskets", "pieces", "rupiah")
    assert {row[:2]: row[2:] for row in rows} == {
        key: tuple(sums[name] for name in names) for key, sums in world.truth.items()
    }
    assert sum(sums["pieces"] for story, sums in world.truth.items() if story[0]) > 12
    assert not UnpaidLine.objects.filter(line__order__status="paid").exists()
    assert not LineStory.objects.filter(line__basket__status="Submitted").exists()


def walk(world: World, draw: random.Random, voucher: str) -> None:
    """Go by one link or two to a product or two, take some, and pay or not."""
    client, bought, last = Client(), Counter[int](), {}
    goods = draw.sample(sorted(world.goods), draw.choice([1, 1, 2]))
    for product in goods:
        for story in draw.sample([number for number, shown in world.links if shown == product], draw.choice([1, 2])):
            many = draw.randint(1, 3)
            put(client, world, product, story, many)
            bought[product] += many
            last[product] = story or last.get(product, 0)
    basket = Basket.objects.latest("pk")
    off = OFF if len(goods) == 1 and draw.random() < 0.4 else 0
    if off:
        add_voucher(basket=basket, code=voucher, user=AnonymousUser())
    if draw.random() < 0.8:
        buy(Basket.objects.get(pk=basket.pk))
        for product, many in bought.items():
            sold = {"pieces": many, "rupiah": many * world.goods[product][1] - off}
            world.truth[last[product], product].update(sold)


def put(client: Client, world: World, product: int, story: int, many: int) -> None:
    """Follow a link and put what is there into the basket, as a browser does."""
    address, (bought, _price) = world.links[story, product], world.goods[product]
    assert client.get(address, headers={"user-agent": PHONE}).status_code == 200
    headers = {"origin": "http://testserver", "referer": f"http://testserver{address}", "user-agent": PHONE}
    typed = {"quantity": many, "child_id": bought}
    assert client.post(reverse("basket:add", args=[product]), typed, headers=headers).status_code == 302
    world.truth[story, product].update(views=1, baskets=1)


def buy(basket: Basket) -> None:
    """Order all in a basket and let its money come; what follows is carried out twice."""
    group = place_order_group(basket=basket, buyer=make_buyer(), choices={}, now=timezone.now(), method="stripe")
    pay_up(group)
    for effect in Effect.objects.filter(kind="attribution.sold", done_at=None):
        carry_out(effect.pk)
        carry_out(effect.pk)
