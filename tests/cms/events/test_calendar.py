"""When events come again, and the calendar files that phones take."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from cms.events import calendar
from cms.events.ics import folded
from cms.models import EventPage, HomePage
from cms.tree.publishing import publish
from tests.cms.conftest import page_text

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Makassar")


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=HERE)  # type: ignore[arg-type, misc]


def event(**words: Any) -> EventPage:
    return EventPage(**{"title": "Erau", "lead": "Pesta di tepi sungai.", "starts_at": at(2026, 1, 31, 7), **words})


@pytest.mark.parametrize(
    ("repeats", "days"),
    [
        ("", [(1, 31)]),
        ("daily", [(1, 31), (2, 1), (2, 2)]),
        ("weekly", [(1, 31), (2, 7), (2, 14)]),
        ("monthly", [(1, 31), (3, 31), (5, 31)]),
        ("yearly", [(1, 31), (1, 31), (1, 31)]),
    ],
)
def test_it_comes_again_as_often_as_it_says(repeats: str, days: list[tuple[int, int]]) -> None:
    times = calendar.next_times(event(repeats=repeats), at(2026, 1, 1), most=3)
    assert [(begin.month, begin.day) for begin, _end in times] == days
    assert {begin.hour for begin, _end in times} == {7}


def test_it_is_still_on_until_it_ends_and_over_after() -> None:
    fair = event(ends_at=at(2026, 2, 2, 17))
    assert fair.next_time(at(2026, 2, 2, 16)) == (at(2026, 1, 31, 7), at(2026, 2, 2, 17))
    assert fair.next_time(at(2026, 2, 2, 18)) is None
    assert event().next_time(at(2026, 1, 31, 23)) == (at(2026, 1, 31, 7), None)
    assert event().next_time(at(2026, 2, 1, 1)) is None


def test_it_ends_on_the_last_day_that_is_said() -> None:
    market = event(repeats="weekly", repeats_until=date(2026, 2, 14))
    assert len(calendar.next_times(market, at(2026, 1, 1), most=9)) == 3
    assert market.next_time(at(2026, 2, 15)) is None


LEAD = "Pesta di tepi sungai."


def test_the_next_come_first_and_what_is_over_is_kept_below(client: Client, home: HomePage) -> None:
    now = timezone.now()
    for title, days, repeats in (("Lusa", 2, ""), ("Besok", 1, ""), ("Kemarin", -3, ""), ("Mingguan", -6, "weekly")):
        publish(
            EventPage(title=title, lead=LEAD, starts_at=now + timedelta(days=days, hours=days < 0), repeats=repeats),
            body=[],
        )
    text = page_text(client, "/acara/")
    places = [text.index(f">{title}</a>") for title in ("Besok", "Mingguan", "Lusa", "Kemarin")]
    assert places == sorted(places)
    assert places[2] < text.index("Yang sudah lewat") < places[3]


def test_what_comes_much_later_is_not_over_and_weekly_ones_push_nothing_out(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "MOST", 2)
    now = timezone.now()
    for title, days, words in (
        ("Pasar lama", -900, {"repeats": "weekly"}),
        ("Pasar", -800, {"repeats": "weekly"}),
        ("Besok", 1, {}),
        ("Lusa", 2, {}),
        ("Tahun depan", 300, {}),
        ("Kemarin dulu", -2, {}),
        ("Sudah berhenti", -90, {"repeats": "daily", "repeats_until": (now - timedelta(days=40)).date()}),
        ("Baru berhenti", -90, {"repeats": "weekly", "repeats_until": (now - timedelta(days=3)).date()}),
    ):
        publish(EventPage(title=title, lead=LEAD, starts_at=now + timedelta(days=days), **words), body=[])
    events = EventPage.objects.filter(locale__language_code="id")
    coming, over = calendar.coming_and_over(events, now)
    assert [event.title for event in coming] == ["Besok", "Lusa"]
    assert {event.title for event in over} == {"Kemarin dulu", "Sudah berhenti", "Baru berhenti"}


def test_a_file_has_the_zone_the_repetition_and_lines_that_are_short_enough(client: Client, home: HomePage) -> None:
    fair = EventPage(
        title="Pasar; murah, dan panjang " + "é" * 60,
        lead="Baris satu\nbaris dua",
        starts_at=at(2026, 12, 1, 7),
        ends_at=at(2026, 12, 1, 9),
        repeats="monthly",
        repeats_until=date(2027, 3, 1),
        where="Dermaga",
    )
    page = publish(fair, body=[])
    answer = client.get(f"/acara/{page.slug}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    for line in (
        "DTSTART;TZID=Asia/Makassar:20261201T070000",
        "DTEND;TZID=Asia/Makassar:20261201T090000",
        "RRULE:FREQ=MONTHLY;UNTIL=20270301T155959Z",
        "DESCRIPTION:Baris satu\\nbaris dua",
        "LOCATION:Dermaga",
        "SUMMARY:Pasar\\; murah\\, dan panjang " + "é" * 60,
    ):
        assert line in lines
    assert client.get("/acara/tidak-ada.ics").status_code == 404


def test_all_that_comes_is_in_one_file_and_nothing_else(client: Client, home: HomePage) -> None:
    now = timezone.now()
    publish(
        EventPage(title="Nanti", lead="Pesta di tepi sungai.", starts_at=now + timedelta(days=1)),
        body=[],
        english={"title": "Soon"},
    )
    publish(EventPage(title="Dulu", lead="Pesta di tepi sungai.", starts_at=now - timedelta(days=9)), body=[])
    told = client.get("/acara/acara.ics").content.decode()
    assert (told.count("BEGIN:VEVENT"), "SUMMARY:Nanti" in told) == (1, True)
    assert "SUMMARY:Soon" in client.get("/en/acara/acara.ics").content.decode()


def test_a_line_is_never_cut_within_a_letter() -> None:
    line = "é" * 100
    assert folded(line).replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded(line).split("\r\n"))
