"""A small shop with a story, and the addresses of its public pages in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override
from wagtail.models import Site

from catalogue.models import Product
from cms.actions import build_site_tree, publish_story
from cms.models import StoryPage
from market.pagecache.shelf import SHELF, SIDE_SHELF, Shelf
from tests.catalogue.goods import add_picture, make_category, make_product
from tests.remembered import once


def indonesian(address_of: Callable[[], str]) -> str:
    """Return an address as it is in Indonesian, whatever page was asked for last."""
    with override("id"):
        return address_of()


@dataclass(frozen=True)
class Shop:
    """One product of one maker in one category, told of in one story."""

    product: Product
    story: StoryPage

    @property
    def addresses(self) -> dict[str, str]:
        """The Indonesian public pages by kind."""
        return {
            "home": "/",
            "goods": "/produk/",
            "category": "/kategori/camilan/",
            "product": indonesian(self.product.get_absolute_url),
            "reviews": f"{self.product.get_absolute_url()}ulasan/",
            "search": "/cari/?q=amplang",
            "shop": f"/toko/{self.product.seller.code}/",
            "village": f"/desa/{self.product.village_id}/",
            "stories": "/cerita/",
            "story": self.story.url,
            "places": "/wisata/",
            **{slug: f"/{slug}/" for slug in ("acara", "rute", "desa", "pembuat", "opd")},
            "about the API": "/api/",
            "offline": "/tanpa-sinyal/",
            "complaints": "/tentang/",
        }

    @property
    def everywhere(self) -> list[str]:
        """All of them in both languages."""
        return [*self.addresses.values(), *(f"/en{address}" for address in self.addresses.values())]


def _lay_out() -> None:
    build_site_tree()
    product = make_product("Amplang", category=make_category("Camilan", "Snacks"))
    publish_story(
        title="Satu kuali amplang",
        title_en="A pan of amplang",
        lead="Ikan pipih.",
        body=[("text", "Renyah."), ("product", product)],
        village=product.village,
        picture=None,
        author="Rina",
        date=date(2026, 11, 20),
    )


@pytest.fixture
def shop(db: None, own_folders: Path) -> Shop:
    Site.clear_site_root_paths_cache()
    once(_lay_out)
    product = Product.objects.get()
    add_picture(product)
    return Shop(product, StoryPage.objects.get(locale__language_code="id"))


@pytest.fixture
def kept(settings: Any) -> Iterator[Shelf]:
    """Keep pages, from empty shelves; return the one of pages whose addresses nobody can make up."""
    settings.PAGE_CACHE, settings.BASE_URL = "memory", "http://testserver:80"
    for shelf in (SHELF, SIDE_SHELF):
        shelf.clear()
    yield SHELF
    for shelf in (SHELF, SIDE_SHELF):
        shelf.clear()


def begin_anew() -> None:
    """Let what follows count as a transaction of its own: each raises the version once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pagecache.noted', '', true)")
