"""Looks are counted whether a page is kept or made; machines are left out, and no failure reaches the visitor."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, InterfaceError
from django.test import Client, RequestFactory

from market.pagecache import counted
from market.pagecache.front import Front
from tests.market.pagecache.conftest import Shop

PHONE = "Mozilla/5.0 (Linux; Android 11; SM-A105F) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count looks at goods into a list."""
    looks: list[str] = []
    monkeypatch.setitem(counted.COUNTERS, "produk", lambda request, path: looks.append(path))
    return looks


def look(client: Client, address: str, agent: str = PHONE, **headers: str) -> int:
    return int(client.get(address, headers={"user-agent": agent, **headers}).status_code)


def test_it_counts_a_page_made_and_a_page_kept(client: Client, shop: Shop, kept: Any, seen: list[str]) -> None:
    address = shop.addresses["product"]

    assert [look(client, address), look(client, f"/en{address}"), look(client, address)] == [200, 200, 200]
    assert seen == [address, address, address]


def test_it_counts_once_what_the_front_hands_out(client: Client, shop: Shop, kept: Any, seen: list[str]) -> None:
    look(client, shop.addresses["product"])
    environ = RequestFactory().get(shop.addresses["product"], headers={"user-agent": PHONE}).environ
    said: list[str] = []
    Front(lambda environ, start: [])(environ, lambda status, headers: said.append(status))

    assert said == ["200 OK"]
    assert len(seen) == 2


@pytest.mark.parametrize("agent", [CRAWLER, "", "WhatsApp/2.23.20.0", "curl/8.5", "python-requests/2.32"])
def test_it_leaves_machines_out(client: Client, shop: Shop, seen: list[str], agent: str) -> None:
    look(client, shop.addresses["product"], agent)

    assert seen == []


def test_it_leaves_out_what_is_only_fetched_ahead_or_not_there(client: Client, shop: Shop, seen: list[str]) -> None:
    look(client, shop.addresses["product"], **{"sec-purpose": "prefetch;prerender"})
    client.head(shop.addresses["product"], headers={"user-agent": PHONE})

    assert look(client, "/produk/hilang-999999/") == 404
    assert seen == []


@pytest.mark.parametrize("problem", [DatabaseError("no room left"), InterfaceError("connection already closed")])
def test_it_shows_the_page_though_counting_fails(
    client: Client, shop: Shop, monkeypatch: Any, problem: Exception
) -> None:
    def fail(request: Any, path: str) -> None:
        raise problem

    monkeypatch.setitem(counted.COUNTERS, "produk", fail)

    assert look(client, shop.addresses["product"]) == 200
