"""A small shop with a story, and the addresses of its public pages in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override
from wagtail.models import Site

from catalogue.models import Product
from cms.models import AgencyPage, EventPage, MakerPage, RoutePage, RouteStop, StoryPage
from cms.tree.actions import build_site_tree, publish_destination, publish_story
from cms.tree.publishing import publish, tell_of_village
from cms.tree.villages import make_village_pages
from market.pagecache.shelf import SHELF, SIDE_SHELF, Shelf
from market.regions.models import Agency
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
            "place": "/wisata/danau-semayang/",
            "event": "/acara/pasar-terapung/",
            "route": "/rute/akhir-pekan/",
            "maker": "/pembuat/ibu-sari/",
            "agency": "/opd/dinas-pariwisata/",
            "about the API": "/api/",
            "offline": "/tanpa-sinyal/",
            "complaints": "/tentang/",
        }

    @property
    def files(self) -> list[str]:
        """What calendars and feed readers fetch, in both languages."""
        own = f"/cerita/umpan-{self.product.village_id}.xml"
        feeds = ("/cerita/umpan.xml", own, "/cerita/umpan-tema-makanan.xml")
        found = ["/acara/acara.ics", "/acara/pasar-terapung.ics", *feeds]
        return [*found, *(f"/en{address}" for address in found)]

    @property
    def everywhere(self) -> list[str]:
        """All pages in both languages."""
        return [*self.addresses.values(), *(f"/en{address}" for address in self.addresses.values())]


def _lay_out() -> None:
    build_site_tree()
    product = make_product("Amplang", category=make_category("Camilan", "Snacks"))
    publish_story(
        title="Satu kuali amplang",
        title_en="A pan of amplang",
        lead="Ikan pipih dari Mahakam.",
        body=[("text", "Renyah."), ("product", product)],
        village=product.village,
        picture=None,
        author="Rina",
        date=date(2026, 11, 20),
    )
    _lay_out_kinds(product)


def _lay_out_kinds(product: Product) -> None:
    """Publish a page of each other kind around a product, with all that it may show."""
    village, words = product.village, [("text", "Airnya luas."), ("product", product)]
    here = {"village": village, "regency": village.district.regency}
    agency = Agency.objects.create(regency=here["regency"], name="Dinas Pariwisata", phone="0541 661 042")
    place = publish_destination(
        title="Danau Semayang", title_en="Lake Semayang", lead="Danau tempat pesut muncul.", picture=None, body=words,
        agency=agency,
        latitude=Decimal("-0.22"), longitude=Decimal("116.41"), contact_name="Pak Edi", contact_phone="+628123456789",
        **here,
    )  # fmt: skip
    starts = datetime(2026, 11, 1, 7, tzinfo=UTC)
    event = EventPage(
        title="Pasar terapung", lead="Ramai di dermaga tiap minggu.", starts_at=starts, repeats="weekly", **here
    )
    maker = MakerPage(title="Ibu Sari", lead="Menggoreng amplang sejak kecil.", producer=product.producer, **here)
    route = RoutePage(title="Akhir pekan", lead="Dua hari di atas air Mahakam.", regency=here["regency"])
    route.stops = [
        RouteStop(sort_order=at, day=min(at + 1, 2), place=one) for at, one in enumerate((place, maker, event))
    ]
    office = AgencyPage(title="Dinas Pariwisata", lead="Membina desa wisata di hulu.", agency=agency)
    for page in (event, maker, route, office):
        publish(
            page, body=words, english={"title": f"{page.title} (en)", "lead": "Near the wide river, up from the town."}
        )
    make_village_pages()
    tell_of_village(
        village=village,
        lead="Desa di tepi danau Semayang.",
        lead_en="A village on the wide lake.",
        body=words,
        body_en=words,
        picture=None,
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
