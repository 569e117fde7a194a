"""A maker tells of a product with her own voice: an operator hears it first, then everybody who looks at it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, translate_url

from market.recordings.reading import Unusable
from sellers.actions import approve_product, reject_product
from sellers.models import VoiceNote
from tests.market.recordings.made import m4a, ogg, webm
from tests.sellers.conftest import signed_in
from tests.sellers.voices import say, take_away


@pytest.fixture
def client(siti):
    return signed_in(siti.user)


def page_of(response):
    return response.content.decode()


def upload(data: bytes, name: str = "suara.webm") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="audio/webm")


def player_on(page: str) -> str | None:
    found = re.search(r'<audio[^>]* preload="none" src="(/media/suara/[0-9a-f]{32}\.\w+)"', page)
    return found[1] if found else None


def test_it_is_heard_by_everybody_once_an_operator_has_heard_it(client: Client, siti, on_sale, operator):
    address = reverse("workshop:record", args=[on_sale.pk])
    page = page_of(client.post(address, {"voice": upload(webm(12))}, follow=True))
    assert "Tampil setelah didengarkan petugas." in page
    heard = player_on(page)
    on_sale.refresh_from_db()
    assert (on_sale.moderation, on_sale.is_public, on_sale.voice_note.seconds) == ("waiting", False, 12)
    assert on_sale.voice_note.made_by == siti.user
    desk = page_of(signed_in(operator).get(reverse("approvals:product", args=[on_sale.pk])))
    assert player_on(desk) == heard

    approve_product(product=on_sale, by=None)
    page = page_of(Client().get(on_sale.get_absolute_url()))
    assert player_on(page) == heard
    assert "Dengarkan pembuatnya" in page
    assert "Hear the maker" in page_of(Client().get(translate_url(on_sale.get_absolute_url(), "en")))


def test_it_is_answered_as_sound_and_as_nothing_else(on_sale):
    address = say(on_sale, webm(3)).get_absolute_url()
    whole = Client().get(address)
    assert (whole["Content-Type"], whole["X-Content-Type-Options"]) == ("audio/webm", "nosniff")
    assert whole["Content-Security-Policy"] == "default-src 'none'"
    part = Client().get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, b"".join(part)) == (206, b"\x1a\x45\xdf\xa3")
    for other in ("x.webm", "0" * 32 + ".webm", "0" * 32 + ".html", "..%2fimages%2fx.webp"):
        assert Client().get(f"/media/suara/{other}").status_code == 404


def test_the_page_asks_one_question_more_only_where_there_is_one(on_sale, django_assert_max_num_queries):
    address = on_sale.get_absolute_url()
    Client().get(address)
    with CaptureQueriesContext(connection) as before:
        Client().get(address)
    without = len(before.captured_queries)
    say(on_sale)
    approve_product(product=on_sale, by=None)
    Client().get(address)
    with django_assert_max_num_queries(without + 1):
        assert player_on(page_of(Client().get(address)))


def test_another_takes_its_place_and_the_same_again_changes_nothing(on_sale, django_capture_on_commit_callbacks):
    first = say(on_sale)
    approve_product(product=on_sale, by=None)
    assert say(on_sale).file.name == first.file.name
    on_sale.refresh_from_db()
    assert on_sale.is_public
    with django_capture_on_commit_callbacks(execute=True):
        second = say(on_sale, ogg(5))
    on_sale.refresh_from_db()
    assert not on_sale.is_public
    assert (default_storage.exists(first.file.name), default_storage.exists(second.file.name)) == (False, True)
    assert VoiceNote.objects.get().seconds == 5


def test_nothing_that_a_phone_told_about_it_is_kept(on_sale):
    place = b"+00.4567+116.9876/"
    note = say(on_sale, m4a(3, told=place))
    with note.file.open() as kept:
        assert place not in kept.read()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"<html>", "tidak bisa diputar"), (webm(200), "Paling lama 2 menit"), (webm(0.1), "Tekan tombol rekam")],
)
def test_what_cannot_be_used_is_refused_in_plain_words(client: Client, on_sale, data: bytes, sentence: str):
    page = page_of(client.post(reverse("workshop:record", args=[on_sale.pk]), {"voice": upload(data)}))
    assert sentence in page
    assert not VoiceNote.objects.exists()
    on_sale.refresh_from_db()
    assert on_sale.is_public
    with pytest.raises(Unusable):
        say(on_sale, data)
    assert "Tekan “Rekam suara”" in page_of(client.post(reverse("workshop:record", args=[on_sale.pk])))


def test_she_takes_it_away(client: Client, on_sale, django_capture_on_commit_callbacks):
    note = say(on_sale)
    reject_product(product=on_sale, by=None, note="Terlalu pelan")
    with django_capture_on_commit_callbacks(execute=True):
        page = page_of(client.post(reverse("workshop:remove_voice", args=[on_sale.pk]), follow=True))
    assert "Rekaman dihapus." in page
    assert player_on(page) is None
    on_sale.refresh_from_db()
    assert on_sale.moderation == "waiting"
    assert not default_storage.exists(note.file.name)
    assert not take_away(on_sale)


def test_nobody_else_records_anything(ratna, on_sale, own_folders: Path):
    stranger = signed_in(ratna.user)
    for name in ("record", "remove_voice"):
        answer = stranger.post(reverse(f"workshop:{name}", args=[on_sale.pk]), {"voice": upload(webm())})
        assert answer.status_code == 404
    assert not VoiceNote.objects.exists()


def test_what_names_no_recording_is_no_base(client, on_sale, own_folders: Path):
    answer = client.post(reverse("workshop:record", args=[on_sale.pk]), {"voice": upload(webm()), "base": "\x00"})

    assert answer.status_code == 302
    assert VoiceNote.objects.filter(product=on_sale).exists()
