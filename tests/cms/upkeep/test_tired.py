"""Editors see which of their stories show goods that are sold out or gone, and what is the matter."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Page

from cms.upkeep.tired import tired_pages
from market.accounts.models import User
from market.accounts.roles import EDITOR
from tests.cms.conftest import page_text
from tests.cms.samples import SAMPLES, Things, make_things
from tests.market.shop.goods import make_product

REPORT = "/kelola/reports/cerita-lelah/"


@pytest.fixture
def things(home) -> Things:
    return make_things()


def close(things: Things) -> None:
    things.product.seller.is_open = False
    things.product.seller.save()


def sell_out(things: Things) -> None:
    things.product.stockrecords.update(num_in_stock=0)


def the_matter(*pages: Page) -> list[str]:
    tired = tired_pages(Page.objects.filter(pk__in=[page.pk for page in pages]))
    return [str(each) for page in pages for each in tired.get(page.pk, [])]


def test_it_finds_nothing_wrong_with_a_story_that_is_well(tell, things):
    assert the_matter(tell(body=[(name, sample(things)) for name, sample in SAMPLES.items()])) == []


@pytest.mark.parametrize(
    ("block", "happens", "said"),
    [
        ("product", sell_out, "habis"),
        ("products", sell_out, "habis"),
        ("goods", sell_out, "semua yang ditemukan aturannya habis"),
        ("product", close, "tidak tampil lagi"),
        ("product", lambda things: things.product.delete(), "yang sudah dihapus: tidak tampil lagi"),
        ("goods", close, "aturannya tidak menemukan apa-apa"),
        ("maker", close, "Dapur Bu Ros: tidak tampil lagi"),
        ("place", lambda things: things.place.unpublish(), "Danau Semayang: tidak tampil lagi"),
        ("call", lambda things: things.place.unpublish(), "Danau Semayang: tidak tampil lagi"),
        ("itinerary", lambda things: things.place.unpublish(), "Danau Semayang: tidak tampil lagi"),
    ],
)
def test_it_says_what_is_the_matter(tell, things, block, happens, said):
    story = tell(body=[("text", "Halo"), (block, SAMPLES[block](things))])
    happens(things)
    found = the_matter(story)
    assert len(found) == 1
    assert found[0].endswith(said) or said in found[0]


def test_it_asks_as_little_for_several_stories_as_for_one(tell, things, django_assert_max_num_queries):
    stories = [
        tell(title=f"Cerita {number}", body=[(name, SAMPLES[name](things)) for name in ("product", "goods", "maker")])
        for number in range(4)
    ]
    close(things)
    with django_assert_max_num_queries(22):
        assert len(the_matter(*stories)) == 12


def test_it_reads_those_published_last_and_none_without_live_blocks(tell, things, monkeypatch):
    stories = [tell(title=f"Cerita {number}", body=[("product", things.product)]) for number in range(3)]
    tell(title="Tanpa barang", body=[("text", "Halo")])
    sell_out(things)
    assert set(tired_pages(Page.objects.all())) == {story.pk for story in stories}
    monkeypatch.setattr("cms.upkeep.tired.MOST", 2)
    assert set(tired_pages(Page.objects.all())) == {stories[1].pk, stories[2].pk}


def test_it_shows_the_editor_her_tired_stories(editing, tell, things):
    tell(title="Yang lelah", body=[("product", things.product)])
    tell(title="Yang sehat", body=[("product", make_product(things.product.seller, title="Abon"))])
    sell_out(things)
    text = page_text(editing, REPORT)
    assert "Yang lelah" in text
    assert f"<strong>Produk</strong> {things.product.title}: habis" in text
    assert "Yang sehat" not in text
    assert REPORT in page_text(editing, "/kelola/reports/aging-pages/")


def test_it_gives_the_list_as_a_table(editing, tell, things):
    story = tell(title="Yang lelah", body=[("product", things.product)])
    sell_out(things)
    story.refresh_from_db()
    answer = editing.get(REPORT, {"export": "xlsx"})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[0][:2] == ("Judul", "Yang perlu diperbaiki")
    assert rows[1][:2] == ("Yang lelah", f"Produk {things.product.title}: habis")
    assert abs(rows[1][2] - timezone.make_naive(story.last_published_at)) < timedelta(seconds=2)  # the time here


def test_it_shows_nothing_of_pages_that_somebody_may_not_change(editing, home, tell, things):
    tell(title="Bukan miliknya", body=[("product", things.product)])
    sell_out(things)
    assert "Bukan miliknya" in page_text(editing, REPORT)
    hers = GroupPagePermission.objects.filter(group__name=EDITOR)
    hers.exclude(page=home).delete()
    hers.update(page=home.get_children().get(slug="wisata"))
    assert "Bukan miliknya" not in page_text(editing, REPORT)


def test_it_is_closed_to_strangers(client, home):
    stranger = User.objects.create_user("+628120007777", first_name="Siapa")
    client.force_login(stranger)
    answer = client.get(REPORT)
    assert answer.status_code in (302, 403)
    assert "Cerita dengan produk" not in answer.content.decode()
