"""What prices are abroad, roughly: only on English pages, only while the rate is young, kept by operators."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation

from market.currencies.models import Rate
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


def rate(currency: str = "USD", rupiah: int = 16_250, days_ago: int = 2, place: int = 1) -> Rate:
    as_of = timezone.localdate() - timedelta(days=days_ago)
    return Rate.objects.create(currency=currency, rupiah=rupiah, as_of=as_of, place=place)


def shown(amount: Any, language: str = "en", most: int = 1) -> str:
    page = Template("{% load foreign %}{% foreign_amount amount most %}")
    with translation.override(language):
        return page.render(Context({"amount": amount, "most": most})).strip()


def test_it_shows_the_first_in_the_order_of_staff_with_its_day() -> None:
    rate("SGD", 12_000, place=2)
    Rate.objects.create(currency="USD", rupiah=16_250, as_of=timezone.localdate(), place=1)

    assert '<span class="price">US$2.80</span>' in shown(Decimal(45_500))
    assert f"(rate of {timezone.localdate():%-d %b %Y}" in shown(45_500)
    assert '<span class="price">S$3.79</span>' in shown(45_500, most=4)


def test_it_shows_nothing_on_indonesian_pages_and_asks_nothing(django_assert_num_queries: Any) -> None:
    rate()

    with django_assert_num_queries(0):
        assert shown(45_500, "id") == ""


@pytest.mark.parametrize("days_ago", [31, -1])
def test_it_shows_no_rate_that_is_old_or_to_come(days_ago: int, settings: Any) -> None:
    settings.RATE_DAYS = 30
    rate(days_ago=days_ago)

    assert shown(45_500) == ""


def test_it_lets_operators_keep_the_table_and_see_what_is_too_old(cast: Cast) -> None:
    client = sign_in(Client(), cast.budi)
    answer = client.post(
        "/kelola/kurs/new/", {"currency": "USD", "rupiah": "16250", "as_of": "2020-01-02", "place": "1"}
    )

    assert answer.status_code == 302
    kept = Rate.objects.get()
    assert (kept.rupiah, kept.as_of, kept.written_by) == (16_250, date(2020, 1, 2), cast.budi)
    assert "TIDAK tampil: lebih tua dari 30 hari" in client.get("/kelola/kurs/").content.decode()


def test_it_is_shut_to_editors(cast: Cast) -> None:
    client = sign_in(Client(), cast.dewi)

    client.post("/kelola/kurs/new/", {"currency": "USD", "rupiah": "1", "as_of": "2026-01-02", "place": "1"})

    assert not Rate.objects.exists()
