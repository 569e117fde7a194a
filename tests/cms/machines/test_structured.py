"""What pages tell search engines, held against the lists that search engines publish.

Sources of the lists, as of 2025 (docs/machines.md has their addresses): Google Search Central, each page below
https://developers.google.com/search/docs/appearance/structured-data/
  Product: product-snippet, merchant-listing (a price for each size is an AggregateOffer, which only the first takes)
  MerchantReturnPolicy: merchant-listing#merchant-return-policy-properties, return-policy
  Store: local-business. Event: event. NewsArticle: article; https://schema.org/correction
  BreadcrumbList: breadcrumb. Organization: organization, logo. WebSite: site-names; SearchAction: sitelinks-searchbox,
  which Google stopped drawing on 21 November 2024
and https://schema.org/TouristAttraction, of which no search engine publishes a list. Left out on purpose: an Offer's
shippingDetails, whose rate is required and depends on the buyer's district; priceValidUntil, as prices have no end;
gtin and mpn, which village goods do not have; a shop's telephone and openingHours, which are not everybody's to know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from catalogue.models import Product
from catalogue.structured import breadcrumbs, postal_address
from cms.machines import structured
from cms.models import (
    Correction,
    DestinationIndexPage,
    DestinationPage,
    EventIndexPage,
    EventPage,
    HomePage,
    Operator,
    StoryPage,
)
from market.regions.models import Village
from sellers.models import Seller
from tests.cms.conftest import make_picture, page_text

pytestmark = pytest.mark.django_db

# Google Search Central, each page's "Required properties" and "Recommended properties"; of the recommended, those that
# we know something about. A dot is a thing inside a thing.
REQUIRED = {
    "Product": {"name", "image", "offers", "offers.price", "offers.priceCurrency"},
    "Store": {"name", "address"},
    "Event": {"name", "startDate", "location", "location.address"},
    "NewsArticle": {"headline"},
    "BreadcrumbList": {"itemListElement"},
    "Organization": {"name", "url"},
    "WebSite": {"name", "url", "potentialAction", "potentialAction.target", "potentialAction.query-input"},
    "TouristAttraction": {"name", "description", "url", "address"},
    "Place": {"name", "address"},
}
RECOMMENDED = {
    "Product": {"description", "brand.name", "sku", "offers.availability", "offers.url", "offers.itemCondition",
                *(f"offers.hasMerchantReturnPolicy.{name}" for name in (
                    "applicableCountry", "returnPolicyCategory", "merchantReturnDays", "returnMethod", "returnFees",
                    "refundType", "merchantReturnLink"))},
    "Store": {"url", "image", "address.addressLocality", "address.addressRegion", "address.addressCountry"},
    "Event": {"description", "endDate", "eventStatus", "image", "organizer.name", "organizer.url", "location.name",
              "offers.price", "offers.priceCurrency", "offers.availability", "offers.url", "offers.validFrom"},
    "NewsArticle": {"author.name", "author.url", "dateModified", "datePublished", "image", "publisher.name",
                    "publisher.logo"},
    "Organization": {"logo"},
    "TouristAttraction": {"image", "geo.latitude", "geo.longitude"},
}  # fmt: skip
WITHOUT_PRICE = {"offers.price"}  # of goods in several sizes: lowPrice and offerCount stand for it
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def told(client: Client, address: str) -> dict[str, Any]:
    """Return what a page tells, by kind; no kind is told twice."""
    found = [each for block in BLOCK.findall(page_text(client, address)) for each in _listed(json.loads(block))]
    kinds = [each["@type"] for each in found]
    assert len(kinds) == len(set(kinds)), kinds
    assert all(each["@context"] == "https://schema.org" for each in found)
    return {each["@type"]: each for each in found}


def _listed(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [said]


def names(thing: dict[str, Any], before: str = "") -> Iterator[str]:
    """Return every property that says something, things inside things too."""
    for name, value in thing.items():
        if not name.startswith("@") and value not in ("", None, []):
            yield before + name
            if isinstance(value, dict):
                yield from names(value, f"{before}{name}.")


def check(thing: dict[str, Any], *, without: frozenset[str] = frozenset()) -> None:
    kind, said = thing["@type"], set(names(thing))
    assert REQUIRED[kind] - without - said == set()
    assert RECOMMENDED.get(kind, set()) - without - said == set()
    for value in walk(thing):
        assert value not in ("", None, [], {})


def walk(value: Any) -> Iterator[Any]:
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from walk(each)


def check_crumbs(thing: dict[str, Any], last: str) -> None:
    """Google: at least two ListItems, each with position and name, and item but for the last."""
    steps = thing["itemListElement"]
    assert len(steps) >= 2
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert all(step["name"] and step["item"].startswith("http") for step in steps)
    assert steps[-1]["name"] == last


def section(home: HomePage, kind: type[Page]) -> Page:
    """Return the index page of a kind, laid out where nobody has."""
    found = kind.objects.child_of(home).first()
    return found or home.add_child(instance=kind(title="Acara", slug="acara", locale=home.locale))


@pytest.fixture
def village(amplang: Product) -> Village:
    return amplang.village


def test_a_story_tells_itself_with_its_corrections(
    client: Client, tell: Callable[..., StoryPage], village: Village
) -> None:
    story = tell(village=village, picture=make_picture())
    Correction.objects.create(page=story.page_ptr, text="Nama ketuanya Sarinah.", corrected_on=date(2026, 11, 21))
    said = told(client, story.url)
    article = said["NewsArticle"]

    check(article)
    check_crumbs(said["BreadcrumbList"], story.title)
    assert article["correction"] == [
        {"@type": "CorrectionComment", "text": "Nama ketuanya Sarinah.", "datePublished": "2026-11-21"}
    ]
    assert (article["author"]["name"], article["inLanguage"]) == ("Rina", "id")
    assert datetime.fromisoformat(article["dateModified"]).tzinfo
    assert article["image"][0].startswith("http")


def test_a_place_tells_where_it_is(client: Client, home: HomePage, village: Village) -> None:
    place = DestinationPage(
        title="Danau Semayang", lead="Pesut dan burung di sini", village=village, picture=make_picture(), fee="gratis",
        latitude="-0.21", longitude="116.45", amenities=["toilet"], slug="semayang",
    )  # fmt: skip
    section(home, DestinationIndexPage).add_child(instance=place)
    said = told(client, place.url)

    check(said["TouristAttraction"])
    check_crumbs(said["BreadcrumbList"], "Danau Semayang")
    assert said["TouristAttraction"]["isAccessibleForFree"] is True
    assert said["TouristAttraction"]["geo"] == {"@type": "GeoCoordinates", "latitude": -0.21, "longitude": 116.45}


@pytest.fixture
def erau(village: Village) -> EventPage:
    begins = timezone.now().replace(microsecond=0) + timedelta(days=10)
    return EventPage(
        title="Erau", lead="Pesta adat di Tenggarong.", village=village, where="Museum Mulawarman",
        fee="Rp25.000 per orang", starts_at=begins,
        ends_at=begins + timedelta(hours=6), first_published_at=timezone.now(), slug="erau",
    )  # fmt: skip


def test_an_event_tells_when_where_and_for_how_much(home: HomePage, erau: EventPage) -> None:
    section(home, EventIndexPage).add_child(instance=erau)
    said = structured.event(erau, "http://testserver/media/x.jpg")

    check(said)
    assert said["offers"]["price"] == 25_000
    assert datetime.fromisoformat(said["startDate"]) == erau.starts_at


def test_the_page_of_an_event_tells_it(client: Client, home: HomePage, erau: EventPage) -> None:
    section(home, EventIndexPage).add_child(instance=erau)
    erau.save_revision().publish()
    said = told(client, erau.url)
    assert said["Event"]["name"] == erau.title
    assert datetime.fromisoformat(said["Event"]["startDate"]) == erau.starts_at
    assert REQUIRED["Event"] <= set(names(said["Event"]))
    assert "BreadcrumbList" in said


@pytest.mark.parametrize(
    ("fee", "price"),
    [
        ("Gratis", 0),
        ("Masuk gratis untuk umum", 0),
        ("Rp10.000 per orang, anak-anak gratis", 10_000),
        ("Rp25.000, bebas parkir", 25_000),
        ("Dewasa Rp20.000, anak Rp10.000", None),
        ("Tidak gratis", None),
        ("Gratis untuk anak, dewasa 20 ribu", None),
        ("Rp. 10.000,-", 10_000),
        ("Rp25 ribu per orang", 25_000),
        ("Rp25rb", 25_000),
        ("Rp25k", None),
        ("Rp1 juta per kelompok", None),
        ("Rp10.000–20.000", None),
        ("Gratis untuk warga, tamu Rp5.000", 5_000),
    ],
)
def test_what_is_paid_is_not_told_as_free(erau: EventPage, home: HomePage, fee: str, price: int | None) -> None:
    section(home, EventIndexPage).add_child(instance=erau)
    erau.fee = fee
    said = structured.event(erau)
    assert said.get("isAccessibleForFree", False) == (price == 0)
    assert said.get("offers", {}).get("price") == price


def test_an_event_that_comes_again_tells_its_next_time(home: HomePage, erau: EventPage) -> None:
    erau.starts_at, erau.ends_at, erau.repeats = erau.starts_at - timedelta(days=400), None, "yearly"
    section(home, EventIndexPage).add_child(instance=erau)
    said = structured.event(erau)

    assert datetime.fromisoformat(said["startDate"]) > timezone.now()
    assert said["eventSchedule"]["repeatFrequency"] == "P1Y"


def test_the_front_tells_the_market_and_its_search(client: Client, home: HomePage) -> None:
    for address in ("/", "/en/"):
        said = told(client, address)
        check(said["Organization"])
        check(said["WebSite"])
        assert said["WebSite"]["potentialAction"]["query-input"] == "required name=search_term_string"
        assert said["WebSite"]["potentialAction"]["target"]["urlTemplate"].endswith(
            f"{address}cari/?q={{search_term_string}}"
        )


def test_the_office_tells_how_it_is_reached(client: Client, home: HomePage) -> None:
    Operator.objects.create(name="Diskominfo Kukar", address="Jl. Wolter Monginsidi", phone="0541 661 234")
    said = told(client, "/tentang/")["Organization"]

    check(said)
    assert (said["legalName"], said["contactPoint"]["telephone"]) == ("Diskominfo Kukar", "0541 661 234")


def test_a_shop_tells_its_village_and_no_phone_number(client: Client, home: HomePage, amplang: Product) -> None:
    shop = Seller.objects.get(partner=amplang.seller)
    Seller.objects.filter(pk=shop.pk).update(whatsapp="+6281234567001")
    said = told(client, f"/toko/{amplang.seller.code}/")

    check(said["Store"])
    check_crumbs(said["BreadcrumbList"], amplang.seller.name)
    assert "+6281234567001" not in json.dumps(said)


def test_a_village_tells_where_it_is(client: Client, home: HomePage, village: Village) -> None:
    said = told(client, f"/desa/{village.code}/")

    check(said["Place"])
    check_crumbs(said["BreadcrumbList"], village.name)


def test_goods_tell_their_price_and_the_way_to_them(client: Client, home: HomePage, amplang: Product) -> None:
    Product.objects.filter(pk=amplang.pk).update(description="Renyah dan gurih.")
    said = told(client, amplang.get_absolute_url())

    check(said["Product"])
    check_crumbs(said["BreadcrumbList"], amplang.title)
    assert (said["Product"]["offers"]["price"], said["Product"]["offers"]["priceCurrency"]) == (25_000, "IDR")


def test_nothing_that_is_written_ends_the_block(client: Client, tell: Callable[..., StoryPage]) -> None:
    story = tell(title="</script><script>alert(1)</script>", lead='"</SCRIPT>&<!-- tidak menutup')
    page = page_text(client, story.url)

    assert "<script>alert(1)" not in page
    assert json.loads(BLOCK.findall(page)[0])["headline"] == "</script><script>alert(1)</script>"


def test_what_nobody_knows_is_not_said() -> None:
    assert postal_address(None) is None
    assert breadcrumbs([("Beranda", "/")])["itemListElement"][0]["item"].startswith("http")
