"""Random rounds of many buyers, five products and few of each: nothing is oversold, nobody is stuck, nobody refused
what is still there.

Sixteen workers on sixteen connections place the orders; the guards off, more is sold than there is, or workers block
each other. PROOF_SEED=… repeats a run.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from queue import Empty, SimpleQueue

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Sum
from django.utils import timezone
from oscar.apps.partner.abstract_models import AbstractStockRecord

from catalogue.models import Product
from market.shop.basket.models import Basket
from market.shop.checkout.actions import OrderChanged, place_order_group
from market.shop.order.models import Line
from market.shop.partner.models import StockRecord
from tests.market.shop.crowd import each_in_a_thread, quick_baskets
from tests.market.shop.goods import make_buyer, make_product, make_shop, stock_of

WORKERS = 16
PRODUCTS = 5
SEED = int(os.environ.get("PROOF_SEED") or random.randrange(10**6))

Wanted = dict[Product, int]


class Round:
    """One morning on which a few goods of three shops are put out, and buyers who all want some."""

    def __init__(self, chance: random.Random, buyers: int) -> None:
        shops = [make_shop(name) for name in ("Dapur Bu Ros", "Anyaman Ibu Ani", "Madu Pak Udin")]
        self.products = [make_product(shops[n % 3], stock=chance.randint(1, 20)) for n in range(PRODUCTS)]
        self.wanted = [self._wish(chance) for _ in range(buyers)]
        self.baskets = quick_baskets(self.wanted)
        somebody = make_buyer()
        phones = {basket.pk: f"+62814{basket.pk:08d}" for basket in self.baskets}
        self.buyers = {
            pk: replace(somebody, contact=replace(somebody.contact, phone=phone)) for pk, phone in phones.items()
        }
        self.refused: list[Wanted] = []
        self.answers: Counter[str] = Counter()

    def _wish(self, chance: random.Random) -> Wanted:
        chosen = chance.sample(self.products, chance.randint(1, 4))
        return {product: chance.randint(1, 3) for product in chosen}

    def run(self) -> None:
        """Let all workers take one buyer after the other, beginning together."""
        waiting: SimpleQueue[tuple[Basket, Wanted]] = SimpleQueue()
        for each in zip(self.baskets, self.wanted, strict=True):
            waiting.put(each)
        each_in_a_thread([partial(self._work, waiting)] * WORKERS)

    def _work(self, waiting: SimpleQueue[tuple[Basket, Wanted]]) -> None:
        try:
            while True:
                basket, wanted = waiting.get_nowait()
                self.answers[self._place(basket, wanted)] += 1
        except Empty:
            return
        finally:
            connection.close()

    def _place(self, basket: Basket, wanted: Wanted) -> str:
        try:
            place_order_group(basket=basket, buyer=self.buyers[basket.pk], choices={}, now=timezone.now())
        except OrderChanged:
            self.refused.append(wanted)
            return "refused"
        except OperationalError as error:
            return "deadlock" if "deadlock" in str(error) else f"error: {error}"
        return "placed"

    @property
    def oversold(self) -> int:
        """How many more were promised to buyers than there are."""
        return sum(max(0, self._sold(product) - stock_of(product)[0]) for product in self.products)

    def _sold(self, product: Product) -> int:
        return Line.objects.filter(product=product).aggregate(sum=Sum("quantity"))["sum"] or 0

    def check(self) -> None:
        assert set(self.answers) <= {"placed", "refused"}, self.answers
        assert self.answers.total() == len(self.baskets)
        left = {}
        for product in self.products:
            there, taken = stock_of(product)
            assert taken == self._sold(product) <= there
            left[product] = there - taken
        assert all(any(left[product] < number for product, number in wanted.items()) for wanted in self.refused)


def live(rounds: int, buyers: int) -> None:
    chance = random.Random(SEED)
    answers: Counter[str] = Counter()
    for _ in range(rounds):
        one = Round(chance, buyers)
        one.run()
        one.check()
        answers += one.answers
    print(f"seed {SEED}: {rounds} rounds of {buyers} buyers, {dict(answers)}")  # noqa: T201


def slowly(work: Callable[..., None]) -> Callable[..., None]:
    """Return the same act after a pause in which others come as far."""

    def after_a_pause(self: StockRecord, quantity: int) -> None:
        time.sleep(0.02)
        work(self, quantity)

    return after_a_pause


def test_nothing_is_oversold_and_nobody_is_stuck(race_database: str) -> None:
    live(rounds=5, buyers=50)


@pytest.mark.prove
def test_nothing_is_oversold_and_nobody_is_stuck_in_a_hundred_rounds(race_database: str) -> None:
    live(rounds=100, buyers=200)


def test_more_is_sold_than_there_is_without_the_guard(race_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partner_stockrecord DROP CONSTRAINT partner_never_oversold")
    monkeypatch.setattr(StockRecord, "allocate", slowly(AbstractStockRecord.allocate))
    one = Round(random.Random(SEED), 32)
    one.run()
    print(f"seed {SEED}: without the guard {one.oversold} too many were sold, {dict(one.answers)}")  # noqa: T201
    assert one.oversold > 0


def test_workers_block_each_other_where_stock_is_not_taken_in_one_order(
    race_database: str,
) -> None:
    """The positive control of the order of locks: two goods, taken by one from the front, by one from the back."""
    first, second = (make_product(make_shop(), stock=100) for _ in range(2))
    gate = threading.Barrier(2)

    def take(one: Product, other: Product) -> str:
        try:
            with transaction.atomic():
                one.stockrecords.get().allocate(1)
                gate.wait()
                other.stockrecords.get().allocate(1)
        except OperationalError as error:
            return "deadlock" if "deadlock" in str(error) else str(error)
        finally:
            connection.close()
        return "taken"

    answers = each_in_a_thread([partial(take, first, second), partial(take, second, first)])
    assert sorted(answers) == ["deadlock", "taken"]
