"""Pages that workers share in a real Redis: found by others, never stale, and nobody minds when it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis import Redis

from market.pagecache import shared
from market.pagecache.front import Front
from market.pagecache.shelf import SHELF, SIDE_SHELF, Shelf
from market.shop.partner.models import StockRecord
from tests.bench.redis import running
from tests.market.pagecache.conftest import Shop, begin_anew


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    """A real Redis."""
    with running() as address:
        yield Redis.from_url(address)


@pytest.fixture
def in_redis(redis: Redis, kept: Shelf, settings: Any) -> Redis:
    redis.flushall()
    settings.PAGE_CACHE = f"unix://{redis.connection_pool.connection_kwargs['path']}"
    return redis


def as_another_worker() -> None:
    for shelf in (SHELF, SIDE_SHELF):
        shelf.clear()


def test_a_new_worker_finds_what_another_made(client: Client, shop: Shop, in_redis: Redis) -> None:
    for address in ("/", "/produk/", "/en/produk/"):
        made = client.get(address, HTTP_ACCEPT_ENCODING="br")
        as_another_worker()
        with CaptureQueriesContext(connection) as queries:
            found = client.get(address, HTTP_ACCEPT_ENCODING="br")

        assert (found.content, found.headers, len(queries)) == (made.content, made.headers, 0), address
        assert client.get(address, HTTP_IF_NONE_MATCH=made["ETag"]).status_code == 304
    assert client.get("/produk/", HTTP_SAVE_DATA="on").content != client.get("/produk/").content
    assert 0 < in_redis.ttl(in_redis.keys()[0]) <= 3600


def test_a_change_shows_though_redis_has_the_page(client: Client, shop: Shop, in_redis: Redis) -> None:
    client.get("/produk/")
    as_another_worker()
    begin_anew()
    StockRecord.objects.update(price=31_500)

    assert "Rp31.500" in client.get("/produk/").content.decode()


def test_what_anybody_can_make_up_is_not_put_there(client: Client, shop: Shop, in_redis: Redis) -> None:
    client.get("/cari/?q=amplang")
    client.get("/produk/", HTTP_HOST="localhost")

    assert in_redis.keys() == []


def test_another_release_makes_its_own_pages(
    client: Client, shop: Shop, in_redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/produk/")
    as_another_worker()
    monkeypatch.setattr(shared, "release", lambda: "next")

    with CaptureQueriesContext(connection) as queries:
        client.get("/produk/")
    assert len(queries) > 0


def test_other_settings_make_their_own_pages(client: Client, shop: Shop, in_redis: Redis, settings: Any) -> None:
    shared.release.cache_clear()
    client.get("/produk/")
    as_another_worker()
    settings.WAGTAIL_SITE_NAME = "Pasar Lain"
    shared.release.cache_clear()

    with CaptureQueriesContext(connection) as queries:
        client.get("/produk/")
    shared.release.cache_clear()
    assert len(queries) > 0
    assert len(in_redis.keys()) == 2


def test_every_process_says_its_settings_alike(settings: Any) -> None:
    settings.ALLOWED_HOSTS = {"c", "a", "b"}

    told = shared.settings_in_words()

    assert '"ALLOWED_HOSTS": ["a", "b", "c"]' in told  # whatever order this process keeps a set in
    assert f'"NAME": "{connection.settings_dict["NAME"]}"' in told
    assert " at 0x" not in told


def test_a_process_knows_its_release_before_files_are_exchanged_under_it(
    in_redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.release.cache_clear()
    Front(lambda environ, start: [])
    known = shared.release()
    monkeypatch.setattr(shared, "CODE", ("**/*.css",))

    assert shared.release() == known


def test_nobody_minds_when_redis_is_gone(
    client: Client, shop: Shop, kept: Shelf, settings: Any, tmp_path: Path
) -> None:
    settings.PAGE_CACHE = f"unix://{tmp_path}/nothing"

    first = client.get("/produk/")
    with CaptureQueriesContext(connection) as queries:
        second = client.get("/produk/")

    assert (first.status_code, first.content) == (200, second.content)
    assert len(queries) == 0  # from memory
    as_another_worker()
    assert client.get("/produk/").content == first.content
