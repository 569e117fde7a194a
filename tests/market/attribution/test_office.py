"""The page of the office: who sees it, what it says, by which filters, and what of it can be taken home."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Locale, Page

from catalogue.models import Product
from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.attribution import office
from market.attribution.counting import Key, Sums, add
from market.attribution.panels import SoldPanel
from market.attribution.report import Told, sold_by
from market.attribution.wagtail_hooks import sold_button
from market.regions.models import Regency
from tests.cast import Cast, sign_in
from tests.market.attribution.conftest import a_story
from tests.market.shop.goods import make_product, make_shop, make_village

pytestmark = pytest.mark.django_db

INDEX = "/kelola/cerita-menjual/"
EXPORT = f"{INDEX}unduh/"


@pytest.fixture
def other() -> Product:
    """A product of another regency."""
    return make_product(
        make_shop("Madu", make_village("64.71.01.1001", "Margasari", "Balikpapan Barat")), title="Madu"
    )


@pytest.fixture
def counted(product: Product, other: Product, story: Page) -> None:
    today = timezone.localdate()
    add(
        [
            (Key(today, story.pk, product.village_id, product.pk), Sums(views=12, baskets=8, pieces=8, rupiah=50_000)),
            (Key(today, 0, product.village_id, product.pk), Sums(views=5)),
            (Key(today, story.pk, other.village_id, other.pk), Sums(views=7, baskets=6, pieces=6, rupiah=31_000)),
        ]
    )


def a_client(role: str = "", regency: str = "") -> Client:
    user = User.objects.create_user(f"+62812555{User.objects.count():05d}", first_name="Orang")
    if role:
        appoint(user=user, role=role, regency=Regency.objects.get(code=regency) if regency else None)
    return sign_in(Client(), user)


@pytest.mark.parametrize("address", [INDEX, EXPORT])
def test_strangers_see_nothing(address: str, counted: None) -> None:
    for client in (Client(), a_client()):
        answer = client.get(address)
        assert answer.status_code in (302, 403)
        assert b"50.000" not in answer.content


@pytest.mark.parametrize("role", [EDITOR, OPERATOR])
def test_it_draws_what_was_sold_for_editors_and_operators(role: str, counted: None, story: Page) -> None:
    page = a_client(role).get(INDEX).content.decode()
    assert "Rp81.000" in page
    assert page.count("<svg") >= 3
    assert f"{story.title}: Rp81.000" in page
    assert "Tanpa cerita" in page


def test_an_officer_sees_the_goods_of_her_regency_only(counted: None, product: Product, other: Product) -> None:
    page = a_client(EDITOR, "64.71").get(INDEX, {"story": ""}).content.decode()
    assert other.title in page
    assert product.title not in page
    assert "Rp31.000" in page
    sheet = load_workbook(BytesIO(a_client(EDITOR, "64.71").get(EXPORT).content)).active
    assert [row[5].value for row in sheet.iter_rows(min_row=2)] == [other.pk]
    asked = a_client(EDITOR, "64.71").get(INDEX, {"product": product.pk}).content.decode()
    assert product.title not in asked
    assert "Belum ada yang tercatat" in asked


def test_it_is_filtered_by_days_story_village_and_product(counted: None, product: Product, story: Page) -> None:
    client = a_client(OPERATOR)
    for asked, said in (
        ({"story": story.pk}, "Rp81.000"),
        ({"story": 0}, "<dd>5</dd>"),
        ({"village": product.village_id}, "Rp50.000"),
        ({"product": product.pk, "story": story.pk}, "<dd>12</dd>"),
        ({"first": "2026-01-01", "last": "2026-01-31"}, "Belum ada yang tercatat"),
    ):
        assert said in client.get(INDEX, asked).content.decode(), asked


@pytest.mark.parametrize(
    "asked",
    [{"first": "kemarin"}, {"story": "x"}, {"village": "\x00"}, {"last": "2020-01-01"}, {"first": "2020-01-01"}],
)
def test_what_cannot_be_is_said_beside_the_field(asked: dict[str, str], counted: None) -> None:
    client = a_client(OPERATOR)
    for address in (INDEX, EXPORT):
        answer = client.get(address, asked)
        assert answer.status_code == 400
        assert b"approvals__error" in answer.content


def test_the_file_has_every_row_and_no_formula(counted: None, story: Page) -> None:
    Page.objects.filter(pk=story.pk).update(title="=cmd|' /C calc'!A0")
    answer = a_client(OPERATOR).get(EXPORT)
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Hari", "Nomor cerita", "Cerita")
    assert [row[7:] for row in rows[1:]] == [(5, 0, 0, 0), (12, 8, 8, 50_000), (7, 6, 6, 31_000)]
    assert {row[2] for row in rows[2:]} == {"'=cmd|' /C calc'!A0"}


def test_a_story_is_all_its_languages(counted: None, story: Page, product: Product) -> None:
    english = a_story("A taste from upriver")
    Page.objects.filter(pk=english.pk).update(
        translation_key=story.translation_key, locale=Locale.objects.get_or_create(language_code="en")[0]
    )
    add(
        [
            (
                Key(timezone.localdate(), english.pk, product.village_id, product.pk),
                Sums(views=1, pieces=1, rupiah=25_000),
            )
        ]
    )
    assert sold_by(story) == sold_by(english) == Told(views=20, baskets=14, pieces=15, rupiah=106_000)
    assert f"{story.title}: Rp106.000" in a_client(OPERATOR).get(INDEX).content.decode()


def test_every_story_that_readers_see_can_be_asked_for_counted_or_not(counted: None, story: Page) -> None:
    english, new = a_story("A taste from upriver"), a_story("Belum dibaca siapa pun")
    Page.objects.filter(pk=english.pk).update(
        translation_key=story.translation_key, locale=Locale.objects.get_or_create(language_code="en")[0]
    )
    client = a_client(EDITOR, "64.71")  # whose villages' goods no story but one has sold
    for asked, shown in ((english, story), (new, new), (story, story)):
        answer = client.get(INDEX, {"story": asked.pk})
        assert answer.status_code == 200
        assert f'<option value="{shown.pk}" selected>{shown.title}</option>' in answer.content.decode()


def test_the_title_of_a_draft_is_told_to_whose_it_is(counted: None, product: Product) -> None:
    draft = a_story("Belum boleh dibaca", live=False)
    answer = a_client(EDITOR, "64.71").get(INDEX, {"story": draft.pk}).content.decode()
    assert f'<option value="{draft.pk}" selected>Halaman {draft.pk}</option>' in answer
    assert draft.title not in answer
    add([(Key(timezone.localdate(), draft.pk, product.village_id, product.pk), Sums(views=1))])
    assert draft.title not in a_client(EDITOR, "64.71").get(INDEX, {"story": draft.pk}).content.decode()
    assert draft.title in a_client(EDITOR, "64.02").get(INDEX, {"story": draft.pk}).content.decode()


def test_the_title_of_a_draft_is_told_to_who_may_edit_it(counted: None) -> None:
    draft = a_story("Sedang ditulis", live=False)
    editor = a_client(EDITOR)
    assert draft.title not in editor.get(INDEX, {"story": draft.pk}).content.decode()
    group = User.objects.latest("pk").groups.get()
    GroupPagePermission.objects.create(
        group=group, page=draft, permission=Permission.objects.get(codename="change_page")
    )
    assert draft.title in editor.get(INDEX, {"story": draft.pk}).content.decode()


def test_few_sales_of_a_story_are_not_told(story: Page, other: Product) -> None:
    sale = Sums(views=9, baskets=2, pieces=1, rupiah=31_000)
    add([(Key(timezone.localdate(), story.pk, other.village_id, other.pk), sale)])
    client = a_client(OPERATOR)
    page = client.get(INDEX, {"story": story.pk}).content.decode()
    assert "kurang dari 5" in page
    assert "31.000" not in page
    assert "<dd>9</dd>" in page
    [_heading, row] = load_workbook(BytesIO(client.get(EXPORT).content)).active.iter_rows(values_only=True)
    assert row[7:] == (9, "kurang dari 5", "kurang dari 5", "kurang dari 5")
    assert "kurang dari 5" in str(client.get(INDEX).content)  # the row of the story
    assert sold_by(story) == Told(9, None, None, None)


def test_a_file_that_is_too_long_is_asked_for_in_parts(counted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_ROWS", 2)
    answer = a_client(OPERATOR).get(EXPORT)
    assert answer.status_code == 400
    assert "Lebih dari 2 baris" in answer.content.decode()


def test_goods_are_chosen_by_number_or_from_the_table(counted: None, product: Product) -> None:
    page = a_client(OPERATOR).get(INDEX, {"story": 0}).content.decode()
    assert '<select name="product"' not in page
    assert f'href="?story=0&amp;product={product.pk}"' in page


def test_it_asks_the_database_as_often_for_many_as_for_few(counted: None, story: Page, product: Product) -> None:
    client = a_client(OPERATOR)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        client.get(INDEX)
    add((Key(timezone.localdate(), a_story().pk, product.village_id, product.pk), Sums(views=1)) for _ in range(5))
    with CaptureQueriesContext(connection) as many:
        client.get(INDEX)
    assert len(many) == len(few)


def test_the_panel_of_a_page_says_what_it_sold(counted: None, story: Page, rf: RequestFactory) -> None:
    panel = SoldPanel(heading="Yang terjual lewat cerita ini").bind_to_model(Page)
    said = panel.get_bound_panel(instance=story, request=rf.get("/"), form=None).render_html({})
    assert "Rp81.000" in said
    assert f"{INDEX}?story={story.pk}" in said


def test_a_pages_menu_leads_there(cast: Cast) -> None:
    home = a_story()
    story = home.add_child(instance=Page(title="Rasa dari hulu", slug="rasa"))
    assert list(sold_button(home, cast.dewi)) == []
    assert [button.url for button in sold_button(story, cast.dewi)] == [f"{INDEX}?story={story.pk}"]
    assert list(sold_button(story, cast.rina)) == []
