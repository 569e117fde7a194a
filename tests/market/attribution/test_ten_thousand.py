"""Ten thousand visits whose truth is known: the sums are those of the documented model, to the last piece and rupiah.

The model, written anew here from docs/attribution.md: a look counts for the story in the address; goods that are put
into a basket count for the story that led to the page; the last of these within the basket's life gets the line, and
what is paid of it. Machines, drafts and made-up stories count for none, or not at all.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.models import Product
from market.attribution.actions import count_sold, note_basket, note_order
from market.attribution.counting import add_views
from market.attribution.models import DailyCount
from market.shop.basket.models import Basket, Line
from market.shop.order.models import Line as OrderLine
from market.shop.order.models import Order
from tests.market.attribution.conftest import a_story
from tests.market.attribution.test_views import CRAWLER, look
from tests.market.pagecache.conftest import kept  # noqa: F401  (a fixture)
from tests.market.shop.goods import make_product, make_shop, make_village

pytestmark = pytest.mark.django_db

VISITS, OVER_HTTP = 10_000, 300
DAYS = [date(2026, 11, 1) + timedelta(days=number) for number in range(5)]
NOON = {day: timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12) for day in DAYS}
FIELDS = ("day", "story", "village", "product", "views", "baskets", "pieces", "rupiah")


@dataclass
class World:
    """What can be visited, and the truth as the model has it."""

    goods: list[Product]
    stories: list[int]
    draft: int
    truth: dict[tuple[Any, ...], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    looks: Counter[tuple[date, int, int]] = field(default_factory=Counter)

    def note(self, day: date, story: int, product: Product, **sums: int) -> None:
        """Add to the truth."""
        story = story if story in self.stories else 0
        self.truth[day, story, product.village_id, product.pk].update(sums)


@pytest.fixture
def world() -> World:
    shops = [make_shop(), make_shop("Madu", make_village("64.02.06.2002", "Muara Kaman Ilir"))]
    goods = [make_product(shops[number % 2], price=10_000 + 777 * number) for number in range(6)]
    return World(goods, [a_story().pk for _ in range(4)], a_story(live=False).pk)


def test_ten_thousand_visits_are_counted_as_the_model_says(world: World) -> None:
    draw = random.Random(20261122)
    for _ in range(VISITS):
        visit(world, draw)
    for day in DAYS:
        add_views({look: number for look, number in world.looks.items() if look[0] == day})

    rows = DailyCount.objects.values_list(*FIELDS)
    assert {row[:4]: row[4:] for row in rows} == {
        key: tuple(sums[name] for name in FIELDS[4:]) for key, sums in world.truth.items()
    }
    assert sum(sums["views"] for sums in world.truth.values()) >= VISITS
    assert min(sum(sums[name] for sums in world.truth.values()) for name in ("baskets", "pieces")) > 50
    assert nothing_leads_to_a_visitor()


def visit(world: World, draw: random.Random) -> None:
    """Let somebody look at goods, mostly one, now and then take some, by one story or two, and pay or not."""
    day, basket = draw.choice(DAYS), None
    for product in draw.sample(world.goods, draw.choice([1, 1, 1, 2])):
        last = 0
        for _ in range(draw.choice([1, 1, 1, 2])):
            said = draw.choice([0, 0, *world.stories, world.draft, 999_999])
            world.looks[day, said, product.pk] += 1
            world.note(day, said, product, views=1)
            if draw.random() < 0.008:
                basket = basket or Basket.objects.create()
                put(basket, product, said, day)
                world.note(day, said, product, baskets=1)
                last = said if said in world.stories else last
        if basket:
            basket.last = {**getattr(basket, "last", {}), product.pk: last}
    if basket and draw.random() < 0.6:
        buy(world, basket, draw.choice(DAYS))


def put(basket: Basket, product: Product, story: int, day: date) -> None:
    """Put one more of a product into a basket, as the basket's room does."""
    record = product.stockrecords.get()
    line, is_new = Line.objects.get_or_create(
        basket=basket,
        line_reference=f"{product.pk}_{record.pk}",
        defaults={"product": product, "stockrecord": record, "quantity": 1, "price_incl_tax": record.price},
    )
    if not is_new:
        line.quantity += 1
        line.save()
    note_basket(line_id=line.pk, product=product, story=story, now=NOON[day])


def buy(world: World, basket: Basket, day: date) -> None:
    """Place an order of all in a basket and let its money come; the gateway tells us twice."""
    site, one = get_model("sites", "Site").objects.first(), Decimal(1)
    order = Order.objects.create(
        number=f"T-{basket.pk}",
        site=site,
        currency="IDR",
        total_incl_tax=one,
        total_excl_tax=one,
        date_placed=NOON[day],
    )
    for line in Line.objects.filter(basket=basket).select_related("product", "stockrecord"):
        price = Decimal(line.stockrecord.price) * line.quantity
        prices = {f"line_price_{name}_tax": price for name in ("incl", "excl")}
        prices |= {f"line_price_before_discounts_{name}_tax": price for name in ("incl", "excl")}
        sold = {
            "product": line.product,
            "stockrecord": line.stockrecord,
            "quantity": line.quantity,
            "num_allocated": line.quantity,
        }
        OrderLine.objects.create(order=order, title="x", partner_name="x", **sold, **prices)
        world.note(day, basket.last[line.product_id], line.product, pieces=line.quantity, rupiah=int(price))
    note_order(basket_id=basket.pk, lines=order.lines.values_list("pk", "stockrecord_id"), today=day)
    assert count_sold(order_ids=[order.pk], day=day) == order.lines.count()
    assert count_sold(order_ids=[order.pk], day=day) == 0


def nothing_leads_to_a_visitor() -> bool:
    """Is there no column of the sums that is, or points to, anything of one visit?"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'attribution_dailycount'"
        )
        columns = {name for (name,) in cursor}
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE conrelid = 'attribution_dailycount'::regclass AND contype = 'f'"
        )
        return columns == {"id", *FIELDS} and cursor.fetchone() == (0,)


def test_a_few_hundred_over_http_agree_too(client: Client, world: World, kept: Any) -> None:  # noqa: F811
    draw, truth = random.Random(7), Counter[tuple[int, int]]()
    goods, stories = world.goods[:2], [0, *world.stories[:2], world.draft]
    for _ in range(OVER_HTTP):
        product, story, is_machine = draw.choice(goods), draw.choice(stories), draw.random() < 0.3
        query = f"?dari={story}" if story else ""
        look(client, product, query, **({"agent": CRAWLER} if is_machine else {}))
        truth[story if story in world.stories else 0, product.pk] += not is_machine
    rows = DailyCount.objects.values_list("story", "product", "views")
    assert {(story, product): views for story, product, views in rows} == truth
