"""A day with something to mend, over a line that cuts, doubles, delays and lies: looked at thing by thing."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.db import transaction

from catalogue.models import Product, ProductImage
from market.inbox.models import Arrival
from market.pictures.models import Picture
from market.shop.partner.models import StockRecord
from sellers.models import StockChange, Upload
from tests.market.pictures.made import photo
from tests.sellers.sync.faults import FAULTS, BadLine, StubbornPhone, rounds
from tests.sellers.sync.phone import a_listing, client_of, hash_of, made

pytestmark = pytest.mark.django_db
PHOTOS = {hash_of(data): data for data in (photo(width=64, height=48), photo(width=48, height=64))}
PLENTY = 1_000


def a_day(user: Any, amplang: Product, random: Random) -> list[dict[str, Any]]:
    """Return what a producer did on one day without a signal: a new product, and changes to an old one."""
    price = {"price": {"base": 25_000, "value": random.randrange(26_000, 30_000, 500)}}
    return [
        a_listing(user, list(PHOTOS), title="Kerupuk udang", stock=random.randint(1, 90)),
        made(user, "change_stock", {"product": amplang.pk, "delta": random.randint(-9, 9)}),
        made(user, "edit_product", {"product": amplang.pk, "changes": price}),
        made(user, "edit_product", {"product": amplang.pk, "changes": {"packaging": {"base": "x", "value": "emas"}}}),
    ]


def one_round(user: Any, amplang: Product, random: Random) -> set[str]:
    """Send a day's work over a bad line, check that it was done once, and undo it; return the faults that it met."""
    day = a_day(user, amplang, random)
    with transaction.atomic():
        line = BadLine(client_of(user), random)
        phone = StubbornPhone(line, PHOTOS, list(day))
        phone.send_all()
        line.settle()

        states = [phone.answers[operation["id"]]["state"] for operation in day]
        assert states == ["done"] * 3 + ["attention"]
        kerupuk = Product.objects.exclude(pk=amplang.pk).get()  # 0 lost, 0 doubled
        assert kerupuk.stockrecords.get().num_in_stock == day[0]["data"]["stock"]
        assert ProductImage.objects.filter(product=kerupuk).count() == 2, "0 half listings"
        assert Picture.objects.filter(title="Kerupuk udang").count() == 2
        assert Upload.objects.filter(state="done").count() == 2
        assert StockChange.objects.get().delta == day[1]["data"]["delta"]
        offer = StockRecord.objects.get(product=amplang)
        assert offer.net_stock_level == PLENTY + day[1]["data"]["delta"]
        assert offer.price == day[2]["data"]["changes"]["price"]["value"]
        assert Arrival.objects.filter(source="jual").count() == len(day)
        transaction.set_rollback(True)
    return set(line.met)


@pytest.fixture
def amplang(amplang):
    StockRecord.objects.update(num_in_stock=PLENTY)
    return amplang


@pytest.mark.usefixtures("light")
def test_days_over_a_bad_line_lose_double_and_halve_nothing_and_say_what_to_mend(siti, amplang):
    met: set[str] = set()
    for random in rounds(10):
        met |= one_round(siti.user, amplang, random)
    assert met == {"none", *FAULTS}, "each fault was met"


@pytest.mark.prove
@pytest.mark.usefixtures("light")
def test_two_hundred_days_over_a_bad_line_lose_double_and_halve_nothing(siti, amplang):
    for random in rounds(200):
        one_round(siti.user, amplang, random)
