"""Pages that nobody has read for too long are listed and told; one press says that they are still true."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.events.calendar import next_times
from cms.models import DestinationPage, EventPage, StoryPage, VillagePage
from cms.tree.publishing import publish
from cms.tree.villages import make_village_pages
from cms.upkeep.stale import confirm, stale_pages, tell_editors
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.notify.models import Message
from tests.cms.conftest import page_text
from tests.cms.samples import make_place
from tests.market.shop.goods import make_village

REPORT = "/kelola/reports/perlu-dibaca-ulang/"
PRICES = ("prices", {"title": "Ongkos", "rows": [("Ketinting", 350_000)]})


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def make_event(title: str, days: int, **known) -> EventPage:
    starts_at = timezone.now() - timedelta(days=days)
    page = publish(EventPage(title=title, lead="Pasar pagi di dermaga.", starts_at=starts_at, **known), body=[])
    Page.objects.filter(pk=page.pk).update(last_published_at=starts_at - timedelta(days=1))
    return page


def why(page: Page) -> str:
    found = stale_pages(Page.objects.all(), timezone.now()).get(page.pk)
    return found.why if found else ""


@pytest.fixture
def old(home) -> DestinationPage:
    return make_place(last_reviewed=days_ago(500))


@pytest.mark.parametrize(("days", "is_stale"), [(300, False), (400, True)])
def test_it_names_a_place_after_a_year(home, days, is_stale):
    assert bool(why(make_place(last_reviewed=days_ago(days)))) is is_stale


def test_it_counts_from_the_last_publication_where_nobody_has_reviewed(home):
    place = make_place()
    assert not why(place)
    Page.objects.filter(pk=place.pk).update(last_published_at=timezone.now() - timedelta(days=500))
    assert why(place)


def test_it_names_lists_of_prices_after_half_a_year_whatever_the_page(tell):
    assert "daftar harga" in why(tell(body=[PRICES], last_reviewed=days_ago(200)))
    assert not why(tell(title="Tanpa harga", last_reviewed=days_ago(2000)))


def test_it_names_events_that_are_over_until_somebody_has_looked(editor):
    past, again = make_event("Pasar", 30), make_event("Pasar mingguan", 30, repeats="weekly")
    assert next_times(again, timezone.now(), most=1)
    assert why(past) == "acaranya sudah lewat"
    assert not why(again)
    confirm(page=past, by=editor, today=timezone.localdate())
    assert not why(past)


def test_it_names_neither_drafts_nor_translations(old):
    assert list(stale_pages(Page.objects.all(), timezone.now())) == [old.pk]
    old.unpublish()
    assert not stale_pages(Page.objects.all(), timezone.now())


def test_it_takes_one_press_and_publishes_no_draft(editing, old):
    old.title = "Danau yang belum selesai ditulis"
    old.save_revision()
    published = DestinationPage.objects.get(pk=old.pk).last_published_at
    assert "Masih benar" in page_text(editing, REPORT)
    assert editing.post(f"{REPORT}{old.pk}/masih-benar/").status_code == 302
    assert "Masih benar" not in page_text(editing, REPORT)

    page = DestinationPage.objects.get(pk=old.pk)
    assert (page.title, page.last_published_at) == ("Danau Semayang", published)
    assert page.has_unpublished_changes
    assert page.last_reviewed == timezone.localdate()
    assert page.get_latest_revision_as_object().title == "Danau yang belum selesai ditulis"
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.last_reviewed == timezone.localdate()
    assert {each.last_reviewed for each in DestinationPage.objects.all()} == {timezone.localdate()}
    assert "masih benar" in page_text(editing, f"/kelola/pages/{old.pk}/history/")


def test_readers_see_it_at_once(editor, client, old):
    before = page_text(client, old.url)
    confirm(page=old, by=editor, today=date(2027, 1, 2))
    assert "2 Januari 2027" not in before
    assert "2 Januari 2027" in page_text(client, old.url)


def test_it_holds_the_page_and_what_was_saved_while_it_writes(editor, old):
    with CaptureQueriesContext(connection) as asked:
        confirm(page=old, by=editor, today=timezone.localdate())
    held = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"]]
    assert [table in sql for table, sql in zip(("wagtailcore_page", "wagtailcore_revision"), held, strict=False)] == [
        True,
        True,
    ]


def test_it_tells_editors_once_a_week(editor, old):
    now = timezone.now()
    assert [tell_editors(now) for _day in range(2)] == [1, 1]
    message = Message.objects.get(template="pages_stale")
    assert (message.phone, "“Danau Semayang”" in message.text, REPORT in message.text) == (editor.phone, True, True)
    tell_editors(now + timedelta(days=7))
    assert Message.objects.filter(template="pages_stale").count() == 2


def test_it_tells_each_editor_of_her_own_regency(editor, home):
    ours, theirs = make_village(), make_village("63.01.01.2001", "Jauh", "Batu")
    make_place(village=ours, last_reviewed=days_ago(500))
    appoint(user=editor, role=EDITOR, regency=theirs.district.regency)
    tell_editors(timezone.now())
    assert not Message.objects.filter(template="pages_stale").exists()


def test_it_asks_as_much_for_many_pages_as_for_one(home, django_assert_num_queries):
    for number in range(3):
        make_place(f"Danau {number}", last_reviewed=days_ago(500))
    with django_assert_num_queries(6):
        assert len(stale_pages(Page.objects.all(), timezone.now())) == 3


def test_it_gives_those_that_waited_longest_and_reads_no_body(home, monkeypatch):
    places = [make_place(f"Danau {number}", last_reviewed=days_ago(500 + number)) for number in range(3)]
    with CaptureQueriesContext(connection) as asked:
        found = stale_pages(Page.objects.all(), timezone.now(), 2)
    assert list(found) == [places[2].pk, places[1].pk]
    assert [each["sql"] for each in asked if '"body",' in each["sql"].partition(" FROM ")[0]] == []


def test_the_report_says_when_there_may_be_more(editing, old, monkeypatch):
    assert "paling lama tidak dibaca" not in page_text(editing, REPORT)
    monkeypatch.setattr("cms.upkeep.stale_report.MOST", 1)
    assert "Ini 1 halaman yang paling lama tidak dibaca" in page_text(editing, REPORT)


def test_a_villages_page_without_words_does_not_grow_old(home, amplang):
    make_village_pages()
    page = VillagePage.objects.get(locale__language_code="id")
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - timedelta(days=900))
    assert not why(page)
    VillagePage.objects.filter(pk=page.pk).update(lead="Desa di tepi Mahakam.")
    assert why(page) == "dibaca ulang tiap 24 bulan"


def test_it_is_closed_to_strangers(client, old, tell):
    client.force_login(User.objects.create_user("+628120007777"))
    assert client.get(REPORT).status_code in (302, 403)
    assert client.post(f"{REPORT}{old.pk}/masih-benar/").status_code in (302, 403)
    assert DestinationPage.objects.get(pk=old.pk).last_reviewed == days_ago(500)
    assert StoryPage.objects.count() == 0


def test_no_editor_of_elsewhere_says_it_is_true(client, old):
    other = User.objects.create_user("+628120008888")
    appoint(user=other, role=EDITOR)
    other.groups.get().page_permissions.all().delete()
    client.force_login(other)
    assert client.post(f"{REPORT}{old.pk}/masih-benar/").status_code in (302, 403)
    assert DestinationPage.objects.get(pk=old.pk).last_reviewed == days_ago(500)
