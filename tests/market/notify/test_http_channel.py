"""The HTTP channel against recorded answers of three kinds of gateways, over a real socket."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from market.notify.actions import SECRET_LIFE, tell
from market.notify.channels import http
from market.notify.models import Message
from market.outbox.actions import sweep
from market.outbox.models import Effect
from tests.market.notify.conftest import Gateway

pytestmark = pytest.mark.django_db

RECORDED = {path.stem: json.loads(path.read_text()) for path in (Path(__file__).parent / "recorded").glob("*.json")}
ANSWERS = [(name, answer) for name, recorded in RECORDED.items() for answer in recorded["answers"]]
PHONE = "+6281234567890"
NASTY = 'Pesanan "A&B" {phone} siap\\n} €'


def say(text: str = "Halo", *, key: str = "k1", **more: Any) -> Message:
    return tell(phone=PHONE, template="sign_in_code", context={"code": text}, key=key, **more)


def use(name: str, settings: Any) -> None:
    for setting, value in RECORDED[name]["settings"].items():
        setattr(settings, setting, value)


@pytest.mark.parametrize(("name", "answer"), ANSWERS, ids=[f"{name}: {answer['name']}" for name, answer in ANSWERS])
def test_it_reads_each_recorded_answer(name: str, answer: dict[str, Any], gateway: Gateway, settings: Any) -> None:
    use(name, settings)
    gateway.status = answer["status"]
    gateway.answer = (json.dumps(answer["body"]) if "body" in answer else answer["text"]).encode()
    gateway.location = answer.get("location", "")
    message = say()
    sweep()
    message.refresh_from_db()
    effect = Effect.objects.get()
    assert len(gateway.asked) == 1
    if answer["outcome"] == "retry":
        assert message.status == Message.Status.WAITING
        assert effect.done_at is None
        assert effect.last_error.startswith("Unavailable")
    else:
        assert message.status == answer["outcome"]
        assert message.external_id == answer.get("external_id", "")
        assert effect.done_at is not None


def test_it_asks_as_the_cloud_api_wants_to_be_asked(gateway: Gateway, settings: Any) -> None:
    use("whatsapp_cloud", settings)
    message = say(NASTY)
    sweep()
    asked = gateway.asked[0]
    assert asked["headers"]["Authorization"] == "Bearer EAAG-test"
    assert asked["headers"]["Content-Type"] == "application/json"
    body = json.loads(asked["body"])
    assert body["to"] == "6281234567890"
    assert body["text"] == {"preview_url": False, "body": message.text}
    assert NASTY in message.text
    assert body["biz_opaque_callback_data"] == "k1"


def test_it_asks_again_with_the_same_key(gateway: Gateway) -> None:
    gateway.status = 503
    say()
    sweep()
    Effect.objects.update(due_at=timezone.now())
    gateway.status = 200
    sweep()
    assert [asked["headers"]["Idempotency-Key"] for asked in gateway.asked] == ["k1", "k1"]


def test_it_asks_a_form_gateway_with_form_fields(gateway: Gateway, settings: Any) -> None:
    use("sms_form", settings)
    message = say(NASTY)
    sweep()
    fields = parse_qs(gateway.asked[0]["body"])
    assert fields == {"userkey": ["u123"], "passkey": ["p456"], "to": [PHONE], "message": [message.text]}


def test_it_asks_with_a_query_where_the_method_is_get(gateway: Gateway, settings: Any) -> None:
    use("whatsapp_relay", settings)
    message = say(NASTY)
    sweep()
    assert parse_qs(urlsplit(gateway.asked[0]["path"]).query) == {"target": [PHONE[1:]], "message": [message.text]}


def test_it_gives_up_on_a_silent_gateway_and_tries_again_later(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "TIMEOUT", (0.2, 0.2))
    gateway.seconds = 2
    say()
    sweep()
    assert Effect.objects.get().last_error == "Unavailable: ReadTimeout"


def test_it_reads_no_more_of_a_long_answer_than_its_cap(gateway: Gateway, settings: Any) -> None:
    use("sms_form", settings)
    gateway.answer = b'{"messageId": "1", "padding": "' + b"x" * (2 * http.LARGEST_ANSWER) + b'"}'
    say()
    sweep()
    assert "no message id" in Effect.objects.get().last_error


def test_it_wipes_the_words_of_a_secret_once_sent_and_keeps_others(gateway: Gateway) -> None:
    secret, plain = say(is_secret=True), say(key="k2")
    sweep()
    secret.refresh_from_db()
    plain.refresh_from_db()
    assert secret.status == plain.status == Message.Status.SENT
    assert secret.text == ""
    assert "Halo" in plain.text


def test_it_does_not_send_a_code_that_is_too_late(gateway: Gateway) -> None:
    message = say(is_secret=True)
    Message.objects.update(created_at=timezone.now() - SECRET_LIFE - timedelta(seconds=1))
    sweep()
    message.refresh_from_db()
    assert gateway.asked == []
    assert (message.status, message.text) == (Message.Status.FAILED, "")


def test_it_lets_no_secret_into_the_log_or_the_outbox(
    gateway: Gateway, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    use("whatsapp_relay", settings)
    settings.NOTIFY_HTTP_URL = "http://127.0.0.1:1/send?token=canary-token"
    with caplog.at_level(logging.DEBUG):
        say("canary-code", is_secret=True)
        sweep()
    effect = Effect.objects.get()
    assert "canary" not in caplog.text + effect.last_error + json.dumps(effect.payload) + effect.key
    assert effect.last_error == "Unavailable: ConnectionError"
