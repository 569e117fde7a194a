"""What programs fetch: goods for shopping pages, stories as Atom, cards for messengers."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.templatetags.static import static
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from catalogue.models import Product, ProductTranslation
from cms.machines import dear, merchants
from cms.models import HomePage, StoryPage
from cms.templatetags.machines import SITE_CARD
from cms.tree.villages import make_village_pages
from market.pictures.actions import take_picture
from market.pictures.cards import MOST, card_of
from market.regions.models import Regency
from tests.cms.conftest import make_picture, page_text
from tests.market.pagecache.conftest import begin_anew
from tests.market.shop.goods import make_product

pytestmark = pytest.mark.django_db
G = "{http://base.google.com/ns/1.0}"
ATOM = "{http://www.w3.org/2005/Atom}"
# Google Merchant Center Help, "Product data specification": required of all, and required of new goods without a GTIN.
REQUIRED = {"id", "title", "description", "link", "image_link", "availability", "price", "brand", "condition",
            "identifier_exists", "shipping_weight"}  # fmt: skip


def goods(client: Client, address: str = "/produk.xml") -> list[dict[str, str]]:
    answer = client.get(address)
    body = answer.getvalue()
    assert answer.status_code == 200
    assert not answer.cookies
    rows = ET.fromstring(body).iterfind(".//item")  # noqa: S314  (our own words)
    return [{field.tag.removeprefix(G): field.text or "" for field in row} for row in rows]


def test_goods_have_all_that_shopping_pages_ask_for(
    client: Client, home: HomePage, amplang: Product, settings: Any
) -> None:
    client.get(amplang.get_absolute_url())  # its picture is made when somebody looks
    Product.objects.filter(pk=amplang.pk).update(description="<p>Renyah & gurih</p>", shipping_weight_g=300)
    [said] = goods(client)

    assert REQUIRED - set(said) == set()
    assert said["price"] == "25000 IDR"
    assert (said["availability"], said["shipping_weight"]) == ("in_stock", "300 g")
    assert said["description"] == "Renyah & gurih"
    assert said["link"] == f"{settings.BASE_URL}{amplang.get_absolute_url()}"
    assert client.get(said["link"].removeprefix(settings.BASE_URL)).status_code == 200


def test_goods_are_told_in_english_where_staff_have_written_it(
    client: Client, home: HomePage, amplang: Product
) -> None:
    ProductTranslation.objects.create(product=amplang, title="Fish crackers", written_at="2026-11-20T00:00:00Z")
    [said] = goods(client, "/en/produk.xml")

    assert said["title"] == "Fish crackers"
    assert f"/en/produk/{amplang.slug}-{amplang.pk}/" in said["link"]


def test_hidden_goods_are_not_told_and_sold_out_ones_say_so(client: Client, home: HomePage, amplang: Product) -> None:
    amplang.stockrecords.update(num_in_stock=0)
    assert [row["availability"] for row in goods(client)] == ["out_of_stock"]
    amplang.stockrecords.update(num_in_stock=5)
    assert [row["availability"] for row in goods(client)] == ["in_stock"]
    type(amplang.seller).objects.update(pause_reason="banjir")
    assert [row["availability"] for row in goods(client)] == ["out_of_stock"]

    Product.objects.filter(pk=amplang.pk).update(is_public=False)
    assert goods(client) == []


def test_the_list_is_made_once_in_half_an_hour_and_then_when_something_changed(
    client: Client, home: HomePage, amplang: Product, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PAGE_CACHE = "memory"
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        first = goods(client)
    assert len([one for one in asked if "partner_stockrecord" in one["sql"]]) == 1
    with CaptureQueriesContext(connection) as again:
        assert goods(client) == first
        packed = client.get("/produk.xml", headers={"Accept-Encoding": "gzip"})
    assert len(again) == 0
    assert b"<rss" in gzip.decompress(packed.getvalue())

    begin_anew()
    make_product(amplang.seller, title="Madu")
    assert goods(client) == first
    monkeypatch.setattr(dear, "AT_LEAST", 0)
    cache.add("merchants:id:making", 1)  # somebody makes it anew
    assert goods(client) == first
    cache.delete("merchants:id:making")
    assert len(goods(client)) == 2
    cache.clear()


def test_who_asks_while_it_is_made_for_the_first_time_comes_again(
    client: Client, home: HomePage, settings: Any
) -> None:
    settings.PAGE_CACHE = "memory"
    cache.clear()
    for key, address in (("merchants:id", "/produk.xml"), ("sitemap:0:desa:1", "/sitemap-desa-1.xml")):
        cache.add(f"{key}:making", 1)
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, str(dear.AGAIN_IN))
    cache.clear()


def test_goods_are_read_in_parts_by_key(
    client: Client, home: HomePage, amplang: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merchants, "AT_ONCE", 2)
    numbers = [amplang.pk, *(make_product(amplang.seller).pk for _ in range(4))]
    assert [int(row["id"]) for row in goods(client)] == numbers


def test_what_is_packed_can_be_unpacked(client: Client, home: HomePage, amplang: Product) -> None:
    packed = client.get("/produk.xml", headers={"Accept-Encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.getvalue()).endswith(b"</rss>\n")


def entries(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    found = ET.fromstring(answer.content)  # noqa: S314  (our own words)
    assert all(found.findtext(ATOM + name) for name in ("id", "title", "updated"))
    assert all(entry.findtext(ATOM + name) for entry in found.iterfind(ATOM + "entry") for name in ("id", "updated"))
    return [entry.findtext(ATOM + "title") or "" for entry in found.iterfind(ATOM + "entry")]


def test_letters_that_no_document_may_have_spoil_neither_goods_nor_stories(
    client: Client, home: HomePage, amplang: Product, tell: Callable[..., StoryPage]
) -> None:
    Product.objects.filter(pk=amplang.pk).update(title="Amplang\uffff", description="", how_made="Digoreng\x01 pelan")
    tell(title="Kuali\ufffe ibu", lead="Ikan pipih\x08 dari Mahakam.", author="Bu\x1f Ros")

    [said] = goods(client)
    assert (said["title"], said["description"]) == ("Amplang", "Digoreng pelan")
    assert entries(client, "/cerita/umpan.xml") == ["Kuali ibu"]


def test_stories_come_as_atom_of_all_and_of_each_area(
    client: Client, home: HomePage, amplang: Product, tell: Callable[..., StoryPage]
) -> None:
    village = amplang.village
    Regency.objects.filter(pk=village.district.regency_id).update(is_member=True)
    tell(title="Dari desa", village=village, title_en="From the village", lead_en="Fish from the Mahakam river.")
    tell(title="Dari mana saja")

    assert set(entries(client, "/cerita/umpan.xml")) == {"Dari desa", "Dari mana saja"}
    assert entries(client, "/en/cerita/umpan.xml") == ["From the village"]
    assert entries(client, f"/cerita/umpan-{village.code}.xml") == ["Dari desa"]
    assert entries(client, f"/cerita/umpan-{village.district.regency_id}.xml") == ["Dari desa"]
    assert client.get("/cerita/umpan-99.99.xml").status_code == 404
    assert "/cerita/umpan.xml" in page_text(client, "/cerita/")


def test_stories_come_as_atom_of_each_topic(
    client: Client, home: HomePage, tell: Callable[..., StoryPage], settings: Any
) -> None:
    tell(title="Rotan", topics=["kerajinan"], title_en="Rattan", lead_en="Woven by the river up north.")
    tell(title="Tanpa tema")

    assert entries(client, "/cerita/umpan-tema-kerajinan.xml") == ["Rotan"]
    assert entries(client, "/en/cerita/umpan-tema-kerajinan.xml") == ["Rattan"]
    assert entries(client, "/cerita/umpan-tema-adat.xml") == []
    feed = client.get("/cerita/umpan-tema-kerajinan.xml").content.decode()
    assert f'<link href="{settings.BASE_URL.rstrip("/")}/cerita/?tema=kerajinan"' in feed
    assert '<category term="kerajinan tangan"' in feed
    assert client.get("/cerita/umpan-tema-entah.xml").status_code == 404


def noise() -> ContentFile:
    """Return the heaviest picture that there is: no two points alike."""
    drawn = BytesIO()
    Image.effect_noise((1400, 800), 120).convert("RGB").save(drawn, "JPEG", quality=95)
    return ContentFile(drawn.getvalue(), name="bising.jpg")


def test_a_card_is_light_enough_for_whatsapp_whatever_the_picture() -> None:
    for picture in (make_picture(), take_picture(upload=noise(), title="Bising")):
        card = card_of(picture)
        assert card is not None
        with card.file.open() as file:
            data = file.read()
        drawn = Image.open(BytesIO(data))
        assert (drawn.format, drawn.size) == ("JPEG", (1200, 630))
        assert len(data) <= MOST


def test_pages_show_their_card(
    client: Client, home: HomePage, amplang: Product, tell: Callable[..., StoryPage]
) -> None:
    story = tell(picture=make_picture())
    for address in (story.url, amplang.get_absolute_url()):
        page = page_text(client, address)
        shown = re.search(r'og:image" content="([^"]+)"', page)
        assert shown, address
        assert shown[1].endswith(".jpg")
        assert 'og:image:width" content="1200"' in page
        assert "summary_large_image" in page


def test_a_shop_and_a_village_without_a_picture_show_that_of_their_goods(
    client: Client, home: HomePage, amplang: Product
) -> None:
    make_village_pages()
    cards = set()
    for address in (f"/toko/{amplang.seller.code}/", f"/desa/{amplang.village_id}/"):
        page = page_text(client, address)
        assert 'og:title" content="' in page, address
        assert "summary_large_image" in page
        cards |= set(re.findall(r'og:image" content="([^"]+)"', page))
    [card] = cards
    assert card.endswith(".jpg")
    assert f'"image":["{card}"]' in page_text(client, f"/toko/{amplang.seller.code}/").replace(" ", "")
    amplang.images.all().delete()
    shown = re.search(r'og:image" content="([^"]+)"', page_text(client, f"/toko/{amplang.seller.code}/"))
    assert shown
    assert shown[1].endswith(static(SITE_CARD))


def test_the_list_of_pages_shows_the_pictures_of_goods(client: Client, home: HomePage, amplang: Product) -> None:
    client.get(amplang.get_absolute_url())  # its picture is made when somebody looks
    with CaptureQueriesContext(connection) as asked:
        part = client.get(f"/sitemap-produk-{-(-amplang.pk // 2_500)}.xml").content.decode()

    shown = re.findall(r"<image:image><image:loc>([^<]+)</image:loc></image:image></url>", part)
    assert len(shown) == 2  # in both languages
    assert shown[0].startswith("http")
    assert len(asked) == 1


def test_a_story_is_one_entry_whatever_an_editor_changes(client: Client, tell: Callable[..., StoryPage]) -> None:
    story = tell(title_en="A pan of crackers")

    def entries(address: str) -> list[str | None]:
        feed = ET.fromstring(client.get(address).content)  # noqa: S314  (our own words)
        return [entry.findtext(f"{ATOM}id") for entry in feed.iterfind(f"{ATOM}entry")]

    before, english = entries("/cerita/umpan.xml"), entries("/en/cerita/umpan.xml")
    story.title, story.date = "Dua kuali amplang", date(2026, 11, 21)
    story.save_revision().publish()

    assert (len(before), len(english)) == (1, 1)
    assert entries("/cerita/umpan.xml") == before != english
