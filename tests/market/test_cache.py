"""Redis may be away: pages are made, what costs us work is let through, and nobody signs in uncounted."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from market.accounts.counting import count, counted
from market.notify.models import Message
from tests.market.pagecache.conftest import Shop
from tests.market.pagecache.conftest import shop as shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def away(settings: Any) -> None:
    """The cache of production, where nothing listens."""
    settings.CACHES = {"default": {"BACKEND": "market.cache.ForgivingRedis", "LOCATION": "redis://127.0.0.1:1"}}


def test_it_lets_everybody_through_and_says_so(away: None, caplog: pytest.LogCaptureFixture) -> None:
    assert (count("x", within=60), counted("x"), count("y", within=60)) == (0, 0, 0)
    assert "a limit does not hold" in caplog.text


def test_it_keeps_nothing_and_finds_nothing(away: None) -> None:
    cache.set_many({"x": 1})
    cache.set("x", 1)
    assert (cache.get("x"), cache.get_many(["x"]), cache.add("x", 1), "x" in cache) == (None, {}, False, False)
    assert (cache.touch("x"), cache.delete("x")) == (False, False)
    cache.delete_many(["x"])
    cache.clear()


def test_pages_and_the_api_are_made_without_it(shop: Shop, away: None) -> None:
    Site.clear_site_root_paths_cache()
    for address in ("/", shop.addresses["product"], shop.addresses["story"], "/api/v1/products"):
        assert Client().get(address).status_code == 200, address


def test_nobody_is_sent_a_code_uncounted(away: None) -> None:
    answer = Client().post("/akun/masuk/", {"phone": "081234567890"})
    assert (answer.status_code, "Tunggu sebentar" in answer.content.decode()) == (429, True)
    assert not Message.objects.exists()
