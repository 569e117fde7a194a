"""Whatever a public page shows, its change is on the next one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue import cards
from catalogue.models import Category, Product
from catalogue.reviews.models import ProductReview
from catalogue.sizes import FEW
from catalogue.wording import ProductTranslation
from cms.models import DestinationIndexPage, HomePage
from market.accounts.models import User
from market.currencies.models import Rate
from market.pagecache import middleware
from market.pagecache.shelf import SIDE_SHELF, Shelf
from market.pagecache.version import current_version
from market.pictures.models import Picture
from market.regions.models import Province, Village
from market.shop.checkout.actions import place_order_group
from market.shop.partner.models import Partner, StockRecord
from sellers.models import Permit, Producer, Question, Seller
from tests.catalogue.goods import add_picture, make_product
from tests.market.pagecache.conftest import Shop, begin_anew
from tests.market.shop.goods import make_basket, make_buyer, make_tariff
from tests.sellers.permits import seen_permit

UNSEEN = {
    "pictures_rendition",  # made from pictures_picture, while a page is
    "django_content_type",
    "wagtailcore_collection",
    "wagtailredirects_redirect",  # for addresses that are no page
}


def order(shop: Shop) -> None:
    make_tariff(shop.product.village.district)
    place_order_group(basket=make_basket((shop.product, 5)), buyer=make_buyer(), choices={}, now=timezone.now())


def retitle(page: HomePage, words: str) -> None:
    page.lead = words
    page.save_revision().publish()


def answer(shop: Shop) -> None:
    said = {"answer": "Tiga bulan.", "answered_at": timezone.now(), "showing": "shown"}
    Question.objects.create(product=shop.product, text="Tahan berapa lama?", **said)


def review(shop: Shop) -> None:
    ProductReview.objects.create(product=shop.product, score=5, title="-", body="Renyah sekali", status=1)


def see_a_permit(shop: Shop) -> None:
    seen_permit(shop.product.producer, User.objects.create_user("+6281277700055"), products=[shop.product])


def say_in_english(shop: Shop) -> None:
    ProductTranslation.objects.create(product=shop.product, title="River crackers", written_at=timezone.now())


def write_a_rate(shop: Shop) -> None:
    Rate.objects.create(currency="USD", rupiah=16_250, as_of=timezone.localdate(), place=1)


CHANGES: dict[str, tuple[str, Callable[[Shop], object], str]] = {
    "price": ("product", lambda shop: StockRecord.objects.update(price=31_500), "Rp31.500"),
    "stock": ("product", lambda shop: StockRecord.objects.update(num_in_stock=3), "Tersisa 3"),
    "an order": ("product", order, "Habis"),
    "a name": ("goods", lambda shop: Product.objects.filter(pk=shop.product.pk).update(title="Kerupuk"), "Kerupuk"),
    "new goods": ("goods", lambda shop: make_product("Madu kelulut"), "Madu kelulut"),
    "goods that go": ("goods", lambda shop: shop.product.delete(), "Belum ada produk"),
    "a picture put in": ("product", lambda shop: add_picture(shop.product), "2 foto"),
    "a picture's file": ("product", lambda shop: Picture.objects.update(title="Lain"), ""),
    "a category": ("category", lambda shop: Category.objects.update(name="Kudapan"), "Kudapan"),
    "goods of a category": ("category", lambda shop: shop.product.categories.clear(), "Belum ada produk di sini"),
    "a shop": ("shop", lambda shop: Partner.objects.update(name="Dapur baru"), "Dapur baru"),
    "a shop's words": ("shop", lambda shop: Seller.objects.update(about="Sejak 1990"), "Sejak 1990"),
    "a shop that closes": ("goods", lambda shop: Partner.objects.update(is_open=False), "Belum ada produk"),
    "a shop on leave": (
        "product",
        lambda shop: Partner.objects.update(pause_reason="banjir"),
        "Toko sedang libur: banjir.",
    ),
    "a shop on leave in a list": ("goods", lambda shop: Partner.objects.update(pause_reason="panen"), "Toko libur"),
    "a shop that opens later": (
        "shop",
        lambda shop: Partner.objects.update(pause_reason="panen", paused_until=date(2026, 12, 3)),
        "Buka lagi 3 Desember",
    ),
    "a maker": ("village", lambda shop: Producer.objects.update(name="Bu Imah"), "Bu Imah"),
    "a village": ("village", lambda shop: Village.objects.update(name="Kampung Baru"), "Kampung Baru"),
    "a province": ("village", lambda shop: Province.objects.update(name="Kaltim"), "Kaltim"),
    "the home page": (
        "home",
        lambda shop: retitle(HomePage.objects.first(), "Selamat datang di hulu"),
        "Selamat datang di hulu",
    ),
    "a story": ("story", lambda shop: retitle(shop.story, "Ikan gabus dari danau."), "Ikan gabus dari danau."),
    "a story in a list": ("stories", lambda shop: shop.story.unpublish(), ""),
    "places": (
        "places",
        lambda shop: retitle(DestinationIndexPage.objects.first(), "Ke hulu, berhari-hari."),
        "Ke hulu, berhari-hari.",
    ),
    "what is found": ("search", lambda shop: apps.get_model("modelsearch.IndexEntry").objects.all().delete(), ""),
    "an answer": ("product", answer, "Tiga bulan."),
    "a review": ("reviews", review, "Renyah sekali"),
    "a permit": ("product", see_a_permit, "2016402010001-30"),
    "a name in English": ("en product", say_in_english, "River crackers"),
    "an exchange rate": ("en product", write_a_rate, "US$"),
    "rows written by hand": ("product", lambda shop: sql("UPDATE partner_stockrecord SET price = 99000"), "Rp99.000"),
}


def sql(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


@pytest.mark.parametrize("change", CHANGES)
def test_it_shows_a_change_on_the_next_page(client: Client, shop: Shop, kept: Shelf, change: str) -> None:
    where, do, words = CHANGES[change]
    address = shop.addresses[where.removeprefix("en ")]
    if where.startswith("en "):
        address = f"/en{address}"
    client.get(address)
    begin_anew()
    before, version = client.get(address).content.decode(), current_version()
    assert len(kept) + len(SIDE_SHELF) == 1

    do(shop)

    assert current_version() != version
    assert not words or words not in before
    assert words in client.get(address).content.decode()


def test_it_would_show_what_was_kept_if_the_version_stood_still(
    client: Client, shop: Shop, kept: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "current_version", lambda: b"1")
    client.get("/produk/")
    StockRecord.objects.update(price=31_500)

    assert "Rp25.000" in client.get("/produk/").content.decode()


def test_what_a_stale_page_said_is_never_sold(client: Client, shop: Shop) -> None:
    page = client.get(shop.product.get_absolute_url()).content.decode()
    StockRecord.objects.update(price=31_500, num_in_stock=2)

    client.post(f"/keranjang/add/{shop.product.pk}/", {"quantity": 5})
    basket = client.get("/keranjang/").content.decode()

    assert "Rp25.000" in page
    assert "Rp63.000" in basket
    assert "Rp25.000" not in basket


def test_it_forgets_nothing_when_nothing_that_shows_has_changed(client: Client, shop: Shop, kept: Shelf) -> None:
    client.get("/")
    begin_anew()
    version = current_version()

    client.post(f"/keranjang/add/{shop.product.pk}/", {"quantity": 1})
    client.get("/keranjang/")
    cache.set("anything", 1)
    StockRecord.objects.update(price=25_000)
    shop.story.lead = "Hanya rancangan"
    shop.story.save_revision()

    assert current_version() == version


def test_a_sale_of_what_there_is_plenty_of_makes_no_page_anew(client: Client, shop: Shop, kept: Shelf) -> None:
    def left(number: int, sold: int = 0) -> bytes | None:
        begin_anew()
        StockRecord.objects.update(num_in_stock=number, num_allocated=sold)
        return current_version()

    address = shop.product.get_absolute_url()
    version, page = left(40), client.get(address).content
    assert left(40, 5) == left(35) == left(900) == left(FEW + 1) == version
    assert client.get(address).content == page

    assert left(FEW) != version
    assert f"Tersisa {FEW} " in client.get(address).content.decode()
    version = left(FEW)
    assert left(FEW, 1) != version
    assert f"Tersisa {FEW - 1} " in client.get(address).content.decode()
    version = left(0)
    assert left(40, 40) == version


NOW = timezone.now()
WORDS: dict[str, tuple[Callable[[Shop], Model], dict[str, object], dict[str, object], dict[str, object]]] = {
    "a question": (
        lambda shop: Question.objects.create(product=shop.product, text="Pedas?"),
        {"answer": "Tidak", "answered_at": NOW, "showing": "waiting"},
        {"showing": "shown"},
        {"answer": "Ya"},
    ),
    "a permit": (
        lambda shop: Permit.objects.create(seller=shop.product.seller.seller, kind="nib", number="1", photo="x.jpg"),
        {"number": "2"},
        {"state": "seen", "checked_at": NOW},
        {"number": "3"},
    ),
    "a review": (
        lambda shop: ProductReview.objects.create(product=shop.product, score=1, title="-", body="Enak", status=0),
        {"body": "Enak sekali"},
        {"status": 1},
        {"score": 5},
    ),
}


@pytest.mark.parametrize("word", WORDS)
def test_what_nobody_has_let_through_makes_no_page_anew(shop: Shop, word: str) -> None:
    make, unseen, let_through, changed = WORDS[word]

    def version_after(do: Callable[[], object]) -> bytes | None:
        begin_anew()
        do()
        return current_version()

    version = version_after(lambda: None)
    row = make(shop)
    rows = type(row)._default_manager.filter(pk=row.pk)
    assert version_after(lambda: rows.update(**unseen)) == version
    shown = version_after(lambda: rows.update(**let_through))
    corrected = version_after(lambda: rows.update(**changed))
    assert len({version, shown, corrected, version_after(rows.delete)}) == 4
    assert version_after(lambda: make(shop).delete()) == version_after(lambda: None)


def test_it_keeps_a_page_under_the_version_from_before_it_was_made(
    client: Client, shop: Shop, kept: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/produk/")
    read = cards.cards_for

    def change_meanwhile(numbers: list[int]) -> list[cards.Card]:
        found = read(numbers)
        begin_anew()
        StockRecord.objects.update(price=77_000)
        return found

    begin_anew()
    StockRecord.objects.update(price=66_000)
    monkeypatch.setattr(cards, "cards_for", change_meanwhile)
    assert "Rp66.000" in client.get("/produk/").content.decode()
    monkeypatch.undo()

    assert "Rp77.000" in client.get("/produk/").content.decode()


def test_it_watches_every_table_that_public_pages_read(client: Client, shop: Shop) -> None:
    for address in [*shop.everywhere, *shop.files]:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        read = {name for query in queries for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'pagecache_changed'")
            watched = {name for (name,) in cursor.fetchall()}
        assert read - watched - UNSEEN == set(), f"{address}: see market/pagecache/watching.py"
