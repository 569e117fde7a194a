"""Two phones record a voice for one product: the later is heard in any order of arrival, the other is to be chosen."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import permutations

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sellers.actions import approve_product
from sellers.models import VoiceNote, Write
from sellers.strays import forget_files
from sellers.sync.data import data_for
from sellers.sync.questions import questions_of
from tests.market.recordings.made import webm
from tests.sellers.conftest import signed_in
from tests.sellers.sync.phone import client_of, hash_of, made, send_recording, told
from tests.sellers.sync.test_kinds import ago
from tests.sellers.voices import say, take_away

pytestmark = pytest.mark.django_db
PAGE = reverse("workshop:to_see")


@pytest.fixture
def spoken(siti):
    """Send a recording of so many seconds, made so many minutes ago; return the answer."""
    hers = client_of(siti.user)

    def send(product, seconds, minutes, **changed):
        send_recording(hers, webm(seconds))
        data = {"product": product.pk, "voice": hash_of(webm(seconds)), **changed}
        return told(hers, made(siti.user, "set_voice", data, made_at=ago(minutes)))

    return send


def settle(user, value):
    [question] = questions_of(user.partners.get().seller)
    return signed_in(user).post(reverse("workshop:settle", args=[question.number]), {"value": value}, follow=True)


def heard(product):
    note = VoiceNote.objects.get(product=product)
    with note.file.open() as file:
        return note.seconds, hash_of(webm(note.seconds)) == note.sha256, len(file.read()) > 0


def test_the_one_that_was_made_last_is_heard_whatever_comes_first(siti, amplang, spoken):
    moments = {4: 30, 7: 20, 9: 10}  # seconds of the recording, and how many minutes ago it was made
    ends = []
    for order in permutations(moments):
        with transaction.atomic():
            said = [spoken(amplang, seconds, moments[seconds])["result"]["overtaken"] for seconds in order]
            assert said[-1] == ([] if order[-1] == 9 else ["voice"])
            writes = Write.objects.filter(field="voice").order_by("made_at")
            assert all(default_storage.exists(name) for name in writes.values_list("file", flat=True))
            ends.append([heard(amplang), *writes.values_list("value", "is_lost")])
            transaction.set_rollback(True)
    losers = [(hash_of(webm(seconds)), seconds != 9) for seconds in moments]
    assert ends == [[(9, True, True), *losers]] * len(ends)


def test_what_lost_says_so_and_is_heard_where_it_is_chosen(siti, amplang, spoken):
    assert "Tampil setelah didengarkan petugas." in spoken(amplang, 7, 5)["words"]
    words = spoken(amplang, 4, 9)["words"]
    assert "lihat “Perlu dilihat”" in words
    assert "Tampil" not in words
    page = signed_in(siti.user).get(PAGE).content.decode()
    assert "Jangan pakai rekaman ini<" in page
    players = re.findall(r'<audio[^>]* src="(/media/suara/[0-9a-f]{32}\.webm)"', page)
    assert [b"".join(Client().get(src)) for src in players] == [webm(7), webm(4)]
    [question] = data_for(siti.user, now=timezone.now())["questions"]
    assert "saat ada sinyal" in question["words"]

    approve_product(product=amplang, by=None)
    assert "tersimpan" in settle(siti.user, hash_of(webm(4))).content.decode()
    assert heard(amplang)[0] == 4
    amplang.refresh_from_db()
    assert amplang.moderation == "waiting", "nobody has heard this one yet"
    assert questions_of(siti.seller) == []
    assert not Write.objects.get(value=hash_of(webm(7))).is_lost


def test_what_is_let_go_of_is_deleted_with_the_rest(siti, amplang, spoken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        spoken(amplang, 7, 5)
        spoken(amplang, 4, 9)
    lost = Write.objects.get(is_lost=True)
    a_month = timezone.now() + timedelta(days=32)
    assert forget_files(now=a_month) == 0, "nobody has looked at it"
    number = questions_of(siti.seller)[0].number
    assert "Dicatat: sudah Anda lihat" in settle(siti.user, "").content.decode()
    assert questions_of(siti.seller) == []
    assert forget_files(now=a_month) == 1
    assert not default_storage.exists(lost.file)
    assert heard(amplang)[0] == 7
    late = signed_in(siti.user).post(reverse("workshop:settle", args=[number]), {"value": lost.value}, follow=True)
    assert "Rekam lagi" in late.content.decode()
    assert heard(amplang)[0] == 7


def test_one_who_heard_the_other_asks_nothing_and_leaves_no_file(
    siti, amplang, spoken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        spoken(amplang, 4, 9)
    [before] = Write.objects.filter(field="voice").values_list("file", flat=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert spoken(amplang, 7, 5, base=hash_of(webm(4)))["result"]["overtaken"] == []
    assert questions_of(siti.seller) == []
    assert not default_storage.exists(before)
    page = signed_in(siti.user).get(reverse("workshop:record", args=[amplang.pk])).content.decode()
    assert f'name="base" value="{hash_of(webm(7))}"' in page


def test_what_was_taken_away_on_the_page_is_not_brought_back_by_an_older_one(siti, amplang, spoken):
    say(amplang, webm(3))
    assert take_away(amplang)
    assert spoken(amplang, 4, 9)["result"]["overtaken"] == ["voice"]
    assert not VoiceNote.objects.exists()
    assert "Rekaman suaranya sudah dihapus." in signed_in(siti.user).get(PAGE).content.decode()
    settle(siti.user, hash_of(webm(4)))
    assert heard(amplang)[0] == 4


def test_who_takes_her_own_away_and_records_another_is_asked_nothing(siti, amplang, spoken):
    for before in ("", webm(3)):
        if before:
            say(amplang, before)
        assert take_away(amplang) is bool(before)
        say(amplang, webm(5))
        assert questions_of(siti.seller) == []
        assert heard(amplang)[0] == 5
    assert spoken(amplang, 4, 90)["result"]["overtaken"] == ["voice"]
    [question] = questions_of(siti.seller)
    assert [row.value for row in question.lost] == [hash_of(webm(4))], "nobody had heard this one"


def test_nobody_else_hears_of_it_or_chooses(siti, ratna, amplang, spoken):
    spoken(amplang, 7, 5)
    spoken(amplang, 4, 9)
    [question] = questions_of(siti.seller)
    address = reverse("workshop:settle", args=[question.number])
    assert signed_in(ratna.user).post(address, {"value": hash_of(webm(4))}).status_code == 404
    assert "suara/" not in signed_in(ratna.user).get(PAGE).content.decode()
    assert heard(amplang)[0] == 7
