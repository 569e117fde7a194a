"""What stands around a product on its page: its maker's other goods, its stories, its delivery, its data."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from wagtail.models import Site

from catalogue.models import Product
from cms.models import MakerPage
from cms.tree.actions import build_site_tree, publish_story
from cms.tree.publishing import publish
from market.accounts.models import User
from market.currencies.models import Rate
from market.regions.models import District
from sellers.models import Question
from tests.catalogue.goods import (
    add_picture,
    make_category,
    make_maker,
    make_product,
    make_size,
    make_village,
    open_way_to_tebet,
)
from tests.remembered import once
from tests.sellers.permits import seen_permit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_indonesian() -> None:
    """Begin in Indonesian, whatever page was last shown."""
    translation.activate("id")


@pytest.fixture
def tebet() -> District:
    return open_way_to_tebet()


def tell_of(product: Product, capture: DjangoCaptureOnCommitCallbacks) -> None:
    Site.clear_site_root_paths_cache()
    once(build_site_tree)
    with capture(execute=True):
        publish_story(
            title="Satu kuali amplang",
            title_en="A pan of amplang",
            lead="Ikan pipih dari Mahakam.",
            body=[("product", product)],
            village=product.village,
            picture=None,
            author="Rina",
            date=date(2026, 11, 20),
        )


def make_trusted(product: Product) -> None:
    """Give a product a permit, an answer, its maker's own page, and a price abroad."""
    seen_permit(product.producer, User.objects.create_user("+6281277700055"), products=[product])
    Question.objects.create(
        product=product,
        text="Tahan berapa lama?",
        answer="Tiga bulan.",
        answered_at=timezone.now(),
        showing=Question.Showing.SHOWN,
    )
    page = MakerPage(title="Ibu Siti", lead="Ia menggoreng sejak subuh.", producer=product.producer)
    publish(page, body=[], english={"title": "Mrs Siti"})
    Rate.objects.create(currency="USD", rupiah=16_250, as_of=timezone.localdate(), place=1)


def data_on(page: str) -> dict[str, Any]:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def test_it_asks_at_most_twelve_queries_with_everything_on_the_page(
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    product = make_product(structure="parent", price=None, category=make_category("A", above=make_category("B")))
    for number in range(4):
        make_size(product, f"{number} kg", 10_000 + number)
        add_picture(product)
        add_picture(make_product(f"Lain {number}"))
    tell_of(product, django_capture_on_commit_callbacks)
    make_trusted(product)
    Product.objects.filter(pk=product.pk).update(rating=4, review_count=1)
    address, common = product.get_absolute_url(), ("Lain 3", "2016402010001-30", "Tiga bulan.")
    for shown, *said in (
        (address, "Satu kuali amplang", "/pembuat/ibu-siti/", *common),
        (f"/en{address}", "A pan of amplang", "/en/pembuat/", "US$", *common),
    ):
        page = client.get(shown).content.decode()
        assert [words for words in said if words not in page] == []

        with django_assert_max_num_queries(12):
            client.get(shown)


def test_it_asks_at_most_twelve_queries_with_the_charge_to_a_district(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    product, district = make_product(), make_village("Melayu", "64.02.06.1003", "Tenggarong").district
    add_picture(product)
    add_picture(make_product("Lain"))
    for shown in (product.get_absolute_url(), f"/en{product.get_absolute_url()}"):
        assert "Tenggarong" in client.get(shown, {"ke": district.pk}).content.decode()

        with django_assert_max_num_queries(12):
            client.get(shown, {"ke": district.pk})


def test_it_leads_to_the_published_stories_that_show_it(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    product, other = make_product(), make_product("Keripik")
    tell_of(product, django_capture_on_commit_callbacks)

    assert 'href="/cerita/satu-kuali-amplang/"' in client.get(product.get_absolute_url()).content.decode()
    assert "/en/cerita/" in client.get(f"/en{product.get_absolute_url()}").content.decode()
    assert "kuali" not in client.get(other.get_absolute_url()).content.decode()


def test_it_shows_other_goods_of_the_maker_and_else_of_the_village(client: Client) -> None:
    mine, hers = make_maker("Ibu Siti"), make_maker("Ibu Ani")
    product, alone = make_product(by=mine), make_product("Anyaman", by=hers)
    for number in range(7):
        make_product(f"Lain {number}", by=mine)
    make_product("Belum tayang", by=mine, moderation="waiting")

    page = client.get(product.get_absolute_url())
    assert len(page.context["others"].cards) == 6
    assert "Produk lain dari Ibu Siti" in page.content.decode()
    assert {card.title[:4] for card in page.context["others"].cards} == {"Lain"}
    assert "Produk lain dari Muara Kaman Ulu" in client.get(alone.get_absolute_url()).content.decode()


def test_it_tells_how_it_is_made_and_for_whom(client: Client) -> None:
    product = make_product(how_made="Digoreng pelan.", is_made_to_order=True, ships_abroad=True)

    page = client.get(product.get_absolute_url()).content.decode()

    for words in ("Cara membuatnya", "Digoreng pelan.", "Dibuat setelah dipesan", "Bisa ke luar negeri"):
        assert words in page


def test_it_tells_search_engines_what_it_is_and_nothing_breaks_out(client: Client) -> None:
    plain = make_product("</script><b>Amplang & co", price=25_000)
    sizes = make_product("Sambal", structure="parent", price=None)
    make_size(sizes, "100 g", 10_000, stock=0)
    make_size(sizes, "250 g", 20_000, stock=0)

    data = data_on(client.get(plain.get_absolute_url()).content.decode())
    assert (data["@type"], data["name"]) == ("Product", "</script><b>Amplang & co")
    assert (data["offers"]["price"], data["offers"]["availability"]) == (25_000, "https://schema.org/InStock")
    assert "aggregateRating" not in data
    Product.objects.filter(pk=plain.pk).update(rating=4.5, review_count=2)
    rated = data_on(client.get(plain.get_absolute_url()).content.decode())["aggregateRating"]
    assert (rated["ratingValue"], rated["reviewCount"]) == (4.5, 2)

    offers = data_on(client.get(sizes.get_absolute_url()).content.decode())["offers"]
    assert (offers["lowPrice"], offers["highPrice"]) == (10_000, 20_000)
    assert offers["availability"] == "https://schema.org/OutOfStock"


def test_it_can_be_passed_on_by_whatsapp(client: Client) -> None:
    page = client.get(make_product("Amplang & abon").get_absolute_url()).content.decode()

    assert (
        'href="https://wa.me/?text=Amplang%20%26%20abon,%20Muara%20Kaman%20Ulu%0Ahttp%3A%2F%2Ftestserver%2Fproduk%2Famplang-abon-'
        in page
    )


def test_it_says_what_delivery_costs_to_a_district_as_the_basket_does(client: Client, tebet: District) -> None:
    product = make_product(shipping_weight_g=1400)
    today = timezone.localdate()

    page = client.get(f"{product.get_absolute_url()}?ke-cari=Tebet&ke={tebet.pk}")

    ways = page.context["preview"].ways
    assert [(quote.name, quote.charge) for quote, *_ in ways][0] == ("Kurir reguler", 80_000)
    assert [(first - today).days for _, first, _last in ways] == [4, 1]
    assert '<span class="price">Rp80.000</span>' in page.content.decode()
    asked = client.get(f"/ongkir/{product.pk}/?ke={tebet.pk}&jumlah=2").content.decode()
    assert '<span class="price">Rp120.000</span>' in asked
    assert "<html" not in asked


def test_it_says_plainly_what_it_does_not_know_and_where_nobody_goes(client: Client, tebet: District) -> None:
    product = make_product()

    assert "tidak kami temukan" in client.get(f"{product.get_absolute_url()}?ke-cari=atlantis").content.decode()
    nowhere = client.get(f"{product.get_absolute_url()}?ke=64.02.11").content.decode()
    assert "Belum ada yang mengantar ke sana" in nowhere


def test_it_answers_404_to_a_stranger_s_questions(client: Client, tebet: District) -> None:
    product, hidden = make_product(), make_product("Rahasia", moderation="waiting")

    for address in (f"{hidden.pk}/?ke={tebet.pk}", f"{product.pk}/?ke=99.99.99", f"{product.pk}/", "999999/?ke=1"):
        assert client.get(f"/ongkir/{address}").status_code == 404


def test_it_weighs_the_size_that_is_chosen(client: Client, tebet: District) -> None:
    product = make_product(structure="parent", price=None, shipping_weight_g=500)
    make_size(product, "100 g", 10_000)
    large = make_size(product, "5 kg", 90_000)
    Product.objects.filter(pk=large.pk).update(shipping_weight_g=5000)

    assert "Rp40.000" in client.get(f"/ongkir/{product.pk}/?ke={tebet.pk}").content.decode()
    assert "Rp200.000" in client.get(f"/ongkir/{product.pk}/?ke={tebet.pk}&ukuran={large.pk}").content.decode()
