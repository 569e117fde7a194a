"""Each fault is found where it is and not where it is not, and says what to do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import Page

from cms.blocks.bodies import compose
from cms.models import DestinationPage, InfoPage, RoutePage, RouteStop, StoryPage, VillagePage
from cms.review.checks import faults_of
from cms.review.told import is_address, says_nothing
from market.pictures.actions import take_picture
from market.regions.models import Village
from tests.cms.conftest import make_picture
from tests.cms.review.conftest import LEAD
from tests.cms.samples import SAMPLES, Things, make_things
from tests.market.pictures.made import photo


@pytest.fixture
def things(home: Any) -> Things:
    return make_things()


def page(body: list[tuple[str, Any]] | None = None, **words: Any) -> StoryPage:
    """Return a story as it is judged; what is not said is well."""
    story = StoryPage(**{"title": "Amplang", "lead": LEAD, "locale_id": locale(), **words})
    story.body = StoryPage._meta.get_field("body").to_python(_stored(compose(body or [])))
    return story


def locale() -> int:
    from wagtail.models import Locale

    return Locale.objects.get_or_create(language_code="id")[0].pk


def _stored(parts: list[tuple[str, Any]]) -> str:
    field = StoryPage._meta.get_field("body")
    return field.get_prep_value(field.to_python(parts))


def text(source: str) -> StoryPage:
    return page([("text", source)])


def found(judged: Page) -> list[tuple[str, str]]:
    return [(fault.kind, fault.where) for fault in faults_of(judged)]


def bare_picture(description: str = "") -> Any:
    upload = SimpleUploadedFile("foto.jpg", photo(width=400, height=300), content_type="image/jpeg")
    return take_picture(upload=upload, title="IMG_0042", description=description)


def test_it_finds_nothing_wrong_with_a_page_of_every_block(things: Things) -> None:
    judged = page([(name, sample(things)) for name, sample in SAMPLES.items()], picture=things.picture)
    assert faults_of(judged) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "where"),
    [
        ({"lead": ""}, "lead"),
        ({"lead": "   "}, "lead"),
        ({"lead": "Ikan."}, "lead"),
        ({"search_description": "Pendek."}, "search_description"),
        ({"search_description": "a" * 201}, "search_description"),
    ],
)
def test_it_wants_a_summary_that_says_something(words: dict[str, str], where: str) -> None:
    assert found(page(**words)) == [("description", where)]


@pytest.mark.django_db
def test_it_takes_the_own_summary_of_a_page_before_its_lead() -> None:
    assert found(page(lead="Ikan.", search_description=LEAD)) == []
    assert found(page()) == []


def test_it_lets_a_village_page_alone_of_which_nothing_is_told(home: Any) -> None:
    assert found(VillagePage(title="Muara Kaman", locale_id=locale())) == []
    assert found(VillagePage(title="Muara Kaman", lead="Desa.", locale_id=locale())) == [("description", "lead")]


def test_it_wants_the_main_picture_told(own_folders: Any, db: None) -> None:
    assert found(page(picture=bare_picture())) == [("picture", "picture")]
    assert found(page(picture=bare_picture("IMG_0042.jpg"))) == [("picture", "picture")]
    assert found(page(picture=bare_picture("Amplang di kuali"))) == []


@pytest.mark.parametrize("alt", ["", " ", "DSC_0012.JPG", "IMG-20260101-WA0003"])
def test_it_wants_each_picture_in_the_body_told(own_folders: Any, db: None, alt: str) -> None:
    picture = make_picture()
    one = {"picture": picture, "alt": alt, "caption": ""}
    assert found(page([("picture", one)])) == [("picture", "body")]
    gallery = {"title": "", "pictures": [(picture, "Pagi"), one]}
    [fault] = faults_of(page([("gallery", gallery)]))
    assert "ke-2" in fault.sentence
    assert fault.anchor.startswith("block-")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("<h2>Dari dapur</h2><h3>Pagi</h3><p>Halo</p><h2>Lagi</h2>", 0),
        ("<h3>Pagi</h3>", 1),
        ("<h2>Pagi</h2><h4>Subuh</h4>", 1),
        ("<h2></h2><p>Halo</p>", 1),
        ("<h2><b> </b></h2>", 1),
    ],
)
def test_it_wants_headings_in_order_and_filled(source: str, faults: int) -> None:
    assert found(text(source)) == [("heading", "body")] * faults


@pytest.mark.django_db
def test_it_counts_the_titles_of_blocks_among_the_headings() -> None:
    facts = ("facts", {"title": "Sekilas", "rows": [("Musim", "Juni")]})
    untitled = ("facts", {"title": "", "rows": [("Musim", "Juni")]})
    assert found(page([facts, ("text", "<h3>Pagi</h3>")])) == []
    assert found(page([untitled, ("text", "<h3>Pagi</h3>")])) == [("heading", "body")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["klik di sini", "Di sini", "baca selengkapnya »", "here", "https://x.id/a", "x.go.id", ""]
)
def test_it_wants_links_to_say_where_they_lead(words: str) -> None:
    assert found(text(f'<p>Jadwal: <a href="https://x.id/">{words}</a></p>')) == [("link", "body")]
    assert found(text('<p><a href="https://x.id/">Jadwal perahu di situs Dishub</a></p>')) == []


def test_it_does_not_take_words_for_addresses() -> None:
    assert not is_address("Pasar Hulu")
    assert not is_address("Rp. 25.000")
    assert not says_nothing("Lihat jadwal perahu")


@pytest.mark.django_db
def test_it_wants_a_button_to_say_where_it_leads(things: Things) -> None:
    call = {"title": "Mau menginap?", "label": "Klik di sini", "page": things.place}
    assert found(page([("call", call)])) == [("link", "body")]


def test_it_finds_links_to_pages_that_are_gone(things: Things) -> None:
    link = text(f'<p><a linktype="page" id="{things.place.pk}">Danau Semayang</a></p>')
    assert found(link) == []
    things.place.unpublish()
    assert found(link) == [("link", "body")]
    assert found(text('<p><a linktype="page" id="999999">Danau</a></p>')) == [("link", "body")]
    assert found(text('<p><a linktype="document" id="999999">Brosur</a></p>')) == [("link", "body")]


def close(things: Things) -> None:
    things.product.seller.is_open = False
    things.product.seller.save()


@pytest.mark.parametrize(
    ("block", "happens"),
    [
        ("product", close),
        ("product", lambda things: things.product.delete()),
        ("products", close),
        ("maker", close),
        ("place", lambda things: things.place.unpublish()),
        ("call", lambda things: things.place.unpublish()),
        ("itinerary", lambda things: things.place.unpublish()),
        ("village", lambda things: Village.objects.filter(pk=things.village.pk).update(retired_at=timezone.now())),
    ],
)
def test_it_finds_blocks_that_would_show_nothing(things: Things, block: str, happens: Any) -> None:
    judged = page([(block, SAMPLES[block](things))])
    assert found(judged) == []
    happens(things)
    assert found(judged) == [("dead", "body")]


def test_it_lets_what_is_sold_out_and_what_a_rule_does_not_find_be(things: Things) -> None:
    judged = page([("product", things.product), ("goods", SAMPLES["goods"](things))])
    things.product.stockrecords.update(num_in_stock=0)
    assert found(judged) == []


def test_it_finds_a_stop_of_a_route_that_nobody_can_read_about(things: Things) -> None:
    route = RoutePage(title="Rute", lead=LEAD, locale_id=locale())
    route.stops = [RouteStop(place=DestinationPage.objects.get(pk=things.place.pk), title="Danau")]
    assert found(route) == []
    things.place.unpublish()
    assert found(route) == [("dead", "stops")]


@pytest.mark.django_db
def test_it_wants_the_source_of_a_chart() -> None:
    chart = {"title": "Panen", "rows": [("2024", 1), ("2025", 2)]}
    assert found(page([("chart", chart)])) == [("source", "body")]
    assert found(page([("chart", {**chart, "source": "BPS, 2025"})])) == []


@pytest.mark.django_db
def test_it_reads_pages_of_plain_text_too() -> None:
    info = InfoPage(title="Syarat", lead=LEAD, locale_id=locale(), body='<h3>Satu</h3><p><a href="/x/">ini</a></p>')
    assert found(info) == [("heading", "body"), ("link", "body")]


def test_it_says_the_same_of_the_same_page_and_asks_little(things: Things, django_assert_max_num_queries: Any) -> None:
    body = [("text", f'<p><a linktype="page" id="{things.place.pk}">ini</a></p>')] * 3
    judged = page([*body, *((name, sample(things)) for name, sample in SAMPLES.items())], picture=things.picture)
    first = faults_of(judged)
    with django_assert_max_num_queries(14):
        assert faults_of(judged) == first != []
    assert len({fault.block for fault in first}) == 3
