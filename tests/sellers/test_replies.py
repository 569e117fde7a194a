"""A producer with a simple phone answers by SMS; the gateway hands it on to /hooks/pesan/."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from market.inbox.models import Arrival
from market.inbox.signed import sign
from market.notify.models import Message
from sellers import replies
from sellers.actions.consent import ask_consent
from sellers.models import Consent, ConsentLink
from tests.sellers.consents import a_maker, agreed, live

pytestmark = pytest.mark.django_db

HER_PHONE = "+6281355550001"
SECRET, OLD = "rahasia-gerbang-pesan", "rahasia-yang-lama"


@pytest.fixture(autouse=True)
def gateway(settings):
    settings.NOTIFY_REPLY_SECRETS = [SECRET, OLD]
    settings.NOTIFY_REPLY_TOKENS = ["token-gerbang"]


@pytest.fixture
def code(imah, siti):
    return asked(imah, siti)


def asked(maker, siti, *, phone=HER_PHONE, now=None):
    return ask_consent(producer=maker, phone=phone, by=siti.user, now=now or timezone.now()).reply_code()


def body(text, *, phone=HER_PHONE, number="m1"):
    return json.dumps({"id": number, "from": phone, "text": text})


def post(sent, *, header=None, secret=SECRET, at=None, content_type="application/json"):
    if header is None:
        header = {"X-Callback-Signature": sign(sent.encode(), secret=secret, at=int(at or time.time()))}
    return Client().post(reverse("reply_hook"), sent, content_type=content_type, headers=header)


def say(text, *, phone=HER_PHONE, number="m1"):
    """Send as the gateway does; return what became of it."""
    assert post(body(text, phone=phone, number=number)).status_code == 200
    return Arrival.objects.get(source="sms", external_id=number).outcome


def test_the_message_says_how_to_answer_and_her_yes_is_kept_as_she_wrote_it(siti, imah, code):
    assert f"Balas YA {code}" in Message.objects.get(template="consent_asked").text
    assert say(f"Ya {code}") == "setuju, tercatat"
    consent = live(imah)
    assert (consent.way, consent.get_way_display(), consent.recorded_by) == ("sms", "balasan SMS", None)
    assert consent.answer == f"“Ya {code}”, dari {HER_PHONE}, pesan m1"
    assert json.loads(Arrival.objects.get().body) == {"phone": HER_PHONE, "id": "m1", "text": f"Ya {code}"}
    assert Message.objects.filter(template="consent_given", phone=siti.user.phone).exists()
    assert Message.objects.filter(template="consent_recorded", phone=HER_PHONE).exists()


@pytest.mark.parametrize(
    "written",
    ["ya {}", "YA{}", "  Ya  {} . ", "“YA {}”", "ya, {}!", "Iya {}", "YA SETUJU {}", "setuju {}", "ya\n{}"],
)  # fmt: skip
def test_yes_is_known_however_it_is_typed(imah, code, written):
    assert say(written.format(code)) == "setuju, tercatat"
    assert live(imah)


@pytest.mark.parametrize(
    "written", ["ya", "ya {}7", "ya tapi {}", "{}", "tidak ya {}", "oke {}", "ya {} nanti saja", "", "یا {}"]
)
def test_what_is_no_clear_yes_is_none(imah, code, written):
    say(written.format(code))
    assert live(imah) is None


def test_words_made_to_be_long_in_reading_are_read_at_once(imah, code):
    for number, ends in enumerate((f"{'-' * 500}123456{'-' * 490}x", f"{'1 ' * 490}x", f"{'_' * 900}{code}x")):
        assert say(f"ya{ends}", number=f"m{number}") == "tidak terbaca sebagai jawaban"


def test_a_message_cut_in_the_middle_of_an_emoji_is_read(imah, code):
    say(f"YA {code}")
    assert say("STOP \ud83d", number="m2") == "persetujuan ditarik"


@pytest.mark.parametrize(
    "written", ["TIDAK {}", "tidak{}", "Tidak {} terima kasih", "tdk {}", "tidak", "Tidak setuju"]
)
def test_no_is_no_and_stays_so(siti, imah, code, written):
    assert say(written.format(code)) == "tidak setuju, tercatat"
    assert say(f"YA {code}", number="m2") == "tidak ada lagi yang menunggu jawabannya"
    assert live(imah) is None
    assert Message.objects.filter(template="consent_refused", phone=siti.user.phone).exists()


@pytest.mark.parametrize("written", ["BERHENTI", "stop", "Berhenti!", "tarik persetujuan saya", "STOP 123"])
def test_she_takes_back_all_of_it_at_once_in_a_word(siti, imah, code, written):
    say(f"YA {code}")
    other = a_maker(imah.seller, "Acil Imah (kerupuk)")
    say(f"YA {asked(other, siti)}", number="m2")
    assert live(imah)
    assert live(other)
    assert say(written, number="m3") == "persetujuan ditarik"
    assert live(imah) is live(other) is None
    assert set(Consent.objects.values_list("withdrawn_how", flat=True)) == {"sms"}
    assert Message.objects.filter(template="consent_withdrawn", phone=siti.user.phone).count() == 2
    assert Message.objects.filter(template="consent_withdrawn_hers", phone=HER_PHONE).count() == 2
    assert say(written, number="m4") == "tidak ada persetujuan yang bisa ditarik"


def test_stop_takes_back_what_was_recorded_on_paper_and_closes_what_was_asked(imah, code):
    agreed(imah)
    assert say("STOP") == "persetujuan ditarik"
    assert say(f"YA {code}", number="m2") == "tidak ada lagi yang menunggu jawabannya"
    assert live(imah) is None


def test_the_same_message_again_does_nothing(imah, code):
    for _ in range(3):
        assert say(f"YA {code}") == "setuju, tercatat"
    say("STOP", number="m2")
    assert say(f"YA {code}") == "setuju, tercatat", "what it was told then"
    assert live(imah) is None
    assert Consent.objects.count() == 1
    assert post(body("STOP")).status_code == 409, "the same number with other words"


def test_another_number_cannot_answer_for_her(imah, code):
    assert say(f"YA {code}", phone="+6281355550002") == "nomor ini tidak pernah ditanya"
    assert say(f"YA {code}", phone="INFO BANK", number="m2") == "nomor ini tidak pernah ditanya"
    agreed(imah)
    say("STOP", phone="+6281355550002", number="m3")
    assert live(imah)
    assert not Message.objects.filter(template="reply_unclear").exists(), "strangers are not written to"


@pytest.mark.parametrize("written", ["081355550001", "6281355550001", "+62 813-5555-0001", 6281355550001])
def test_her_number_is_known_however_the_gateway_writes_it(imah, code, written):
    say(f"YA {code}", phone=written)
    assert live(imah)


def test_a_code_may_have_a_gap(imah, code):
    say(f"YA {code[:3]} {code[3:]}")
    assert live(imah)


def test_codes_cannot_be_guessed_even_under_her_number_and_stop_is_always_heard(imah, code):
    guesses = [f"{(int(code) + step) % 1_000_000:06}" for step in range(1, 12)]
    said = [say(f"YA {guess}", number=f"g{guess}") for guess in guesses]
    assert said == ["kodenya tidak cocok"] * 8 + ["terlalu banyak kode salah hari ini"] * 3
    assert say(f"YA {code}", number="right") == "terlalu banyak kode salah hari ini"
    assert Message.objects.filter(template="reply_unclear", phone=HER_PHONE).count() == 1
    agreed(imah)
    assert say("STOP", number="stop") == "persetujuan ditarik"
    Arrival.objects.update(received_at=timezone.now() - timedelta(hours=25))
    assert say("YA 1", number="later") == "tidak terbaca sebagai jawaban"


def test_an_old_question_is_no_longer_answered_and_a_new_one_has_another_code(siti, imah, code):
    ConsentLink.objects.update(asked_at=timezone.now() - timedelta(days=31))
    assert ConsentLink.objects.get().reply_code() != code
    say(f"YA {ConsentLink.objects.get().reply_code()}")
    assert live(imah) is None
    assert asked(imah, siti) == code, "asked again that day, she has the message of the morning"
    say(f"YA {code}", number="m2")
    assert live(imah)


def test_each_code_answers_one_question(siti, imah, code):
    other = a_maker(imah.seller, "Acil Imah (kerupuk)")
    asked(other, siti)
    say(f"YA {code}")
    assert live(imah)
    assert live(other) is None


FORGERIES = {
    "no signature": lambda sent: {"header": {}},
    "another secret": lambda sent: {"secret": "maling"},
    "an empty secret": lambda sent: {"secret": ""},
    "six minutes old": lambda sent: {"at": time.time() - 360},
    "another body signed": lambda sent: {
        "header": {"X-Callback-Signature": sign(b"{}", secret=SECRET, at=int(time.time()))}
    },
    "another token": lambda sent: {"header": {"Authorization": "Bearer maling"}},
    "an empty token": lambda sent: {"header": {"Authorization": "Bearer "}},
    "the signing secret as token": lambda sent: {"header": {"Authorization": f"Bearer {SECRET}"}},
}


@pytest.mark.parametrize("how", FORGERIES)
def test_what_does_not_come_from_the_gateway_is_refused(imah, code, how):
    sent = body(f"YA {code}")
    assert post(sent, **FORGERIES[how](sent)).status_code == 400
    assert not Arrival.objects.exists()
    assert live(imah) is None


@pytest.mark.parametrize(
    "settings_are", [{"NOTIFY_REPLY_SECRETS": [], "NOTIFY_REPLY_TOKENS": []}, {"NOTIFY_REPLY_TOKENS": [""]}]
)
def test_a_door_without_secrets_is_shut(settings, imah, code, settings_are):
    for name, value in {"NOTIFY_REPLY_SECRETS": [], **settings_are}.items():
        setattr(settings, name, value)
    for header in ({}, {"Authorization": "Bearer "}, None):
        assert post(body(f"YA {code}"), header=header, secret="").status_code == 400


@pytest.mark.parametrize(
    "sent",
    ["halo", "[]", "{}", '{"id": "", "from": "0812", "text": "ya"}', '{"id": "1", "text": "ya"}', "[" * 50_000]
    + ['{"id": "1", "from": "", "text": "x"}', '{"id": {}, "from": "0812", "text": "x"}', body("x" * 70_000)]
    + [body("a\x00b"), '{"id": true, "from": "0812", "text": "x"}'],
)
def test_what_is_no_message_is_refused(sent):
    assert post(sent).status_code == 400
    assert not Arrival.objects.exists()


def test_form_fields_nested_places_and_a_token_are_understood(settings, imah, code):
    settings.NOTIFY_REPLY_READS = '{"id": "messageId", "phone": "from", "text": "message"}'
    sent = urlencode({"messageId": "z1", "from": "081355550001", "message": f"ya {code}", "cost": "0"})
    form = "application/x-www-form-urlencoded"
    assert post(sent, header={"Authorization": "Bearer token-gerbang"}, content_type=form).status_code == 200
    assert live(imah)
    first = "entry.0.changes.0.value.messages.0."
    settings.NOTIFY_REPLY_READS = json.dumps(
        {"id": f"{first}id", "phone": f"{first}from", "text": f"{first}text.body"}
    )
    told = {"from": "6281355550001", "id": "wamid.H", "type": "text", "text": {"body": "Stop"}}
    assert post(json.dumps({"entry": [{"changes": [{"value": {"messages": [told]}}]}]}), secret=OLD).status_code == 200
    assert live(imah) is None


def test_without_such_a_gateway_the_message_asks_for_no_reply(settings, siti, imah):
    settings.NOTIFY_REPLY_SECRETS, settings.NOTIFY_REPLY_TOKENS, settings.DEMO = [], [], False
    asked(imah, siti)
    text = Message.objects.get(template="consent_asked").text
    assert "Balas" not in text
    assert "/setuju/" in text


def test_in_the_demo_a_message_is_answered_in_the_message_box(imah, code):
    asked_by = Message.objects.get(template="consent_asked")
    client = Client()
    assert "Balas seperti lewat SMS" in client.get("/demo/pesan/").content.decode()
    sent = {"message": asked_by.pk, "text": f"ya {code}"}
    assert "setuju, tercatat" in client.post(reverse("demo:reply"), sent, follow=True).content.decode()
    assert live(imah).way == "sms"
    assert client.post(reverse("demo:reply"), {"message": "x", "text": "ya"}).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_sixteen_guesses_at_once_are_no_more_than_eight_and_without_the_lock_would_be(
    monkeypatch, imah, code, is_guarded
):
    if not is_guarded:
        counted, count = Barrier(16), replies._wrong_lately
        monkeypatch.setattr(replies, "one_at_a_time", lambda *_: None)
        monkeypatch.setattr(replies, "_wrong_lately", lambda *said: (count(*said), counted.wait(60))[0])
    gate = Barrier(16)

    def guess(step: int) -> None:
        sent = body(f"YA {(int(code) + step) % 1_000_000:06}", number=f"g{step}")
        try:
            gate.wait()
            post(sent)
        finally:
            connection.close()

    threads = [Thread(target=guess, args=(step,)) for step in range(1, 17)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrong = Arrival.objects.filter(outcome="kodenya tidak cocok").count()
    assert wrong == 8 if is_guarded else wrong > 8
