"""Files that nothing shows go after a month; those that something shows stay, and so does what counts of an SMS."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from market.inbox.models import Arrival
from market.notify.replies import Reply
from sellers.actions.consent import ask_consent
from sellers.models import Consent, GoodsFile, Upload
from sellers.permit_models import private_storage
from sellers.replies import Outcome, take_reply
from sellers.strays import forget_files, forget_words
from tests.market.recordings.made import ogg
from tests.sellers.consents import a_maker, agreed, made_hub
from tests.sellers.voices import say

pytestmark = pytest.mark.django_db
A_MONTH = timedelta(days=32)
STRAY = ("izin/a.jpg", "persetujuan/a.jpg", "persetujuan/a.ogg", "impor/a.csv")


def kept(name):
    return private_storage().save(name, ContentFile(b"x"))


def test_what_nothing_shows_goes_after_a_month_and_all_else_stays(siti, on_sale):
    imah = a_maker(made_hub(siti))
    shown = [kept(name) for name in ("persetujuan/b.jpg", "persetujuan/c.jpg", "impor/b.csv", "impor/b.zip")]
    agreed(imah, file=shown[0])
    Upload.objects.create(
        owner=siti.user, sha256="0" * 64, size=1, moved_at=timezone.now(), is_paper=True, file=shown[1]
    )
    GoodsFile.objects.create(seller=siti.seller, name="b.csv", file=shown[2], photos=shown[3])
    note = say(on_sale, ogg(), by=siti.user)
    stray = [kept(name) for name in STRAY]
    voice = default_storage.save("suara/a.ogg", ContentFile(b"x"))

    assert forget_files(now=timezone.now() + timedelta(days=29)) == 0
    assert forget_files(now=timezone.now() + A_MONTH) == len(STRAY) + 1
    assert all(private_storage().exists(name) for name in shown)
    assert default_storage.exists(note.file.name)
    assert not any(private_storage().exists(name) for name in stray)
    assert not default_storage.exists(voice)


def test_the_words_of_an_answer_go_after_a_season_and_stay_with_her_consent(siti):
    imah, now = a_maker(made_hub(siti)), timezone.now()
    link = ask_consent(producer=imah, phone="+6281355550001", by=siti.user, now=now)
    reply = Reply(id="m1", phone=link.phone, text=f"YA {link.reply_code()}")
    assert take_reply(reply=reply, now=now) == Outcome.AGREED
    assert forget_words(now=now + timedelta(days=89)) == 0
    assert forget_words(now=now + timedelta(days=91)) == 1
    assert forget_words(now=now + timedelta(days=91)) == 0
    assert Arrival.objects.get(source="sms").body == ""
    assert reply.text in Consent.objects.get().answer
    assert take_reply(reply=reply, now=now) == Outcome.AGREED, "the same again is still known"
