from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.template import TemplateDoesNotExist

from market.notify.actions import tell, write
from market.notify.models import Message
from market.outbox.actions import sweep
from market.outbox.models import Effect

pytestmark = pytest.mark.django_db

PHONE = "+6281234567890"
WORDS = sorted((Path(house.ROOT) / "market" / "templates" / "messages").glob("*.txt"))


def say(**more: Any) -> Message:
    return tell(**{"phone": PHONE, "template": "sign_in_code", "context": {"code": "123456"}, "key": "k1", **more})


def test_it_keeps_the_message_and_asks_for_it_to_be_sent() -> None:
    message = say()
    assert message.text.startswith("123456 adalah kode")
    assert message.status == Message.Status.WAITING
    assert Effect.objects.get().payload == {"message": message.pk}


def test_it_says_the_same_thing_once() -> None:
    assert say().pk == say(context={"code": "other"}).pk
    assert Effect.objects.count() == 1


def test_it_speaks_english_where_it_can_and_indonesian_where_it_cannot() -> None:
    assert "sign-in code" in say(language="en").text
    assert "adalah kode" in say(language="fr", key="k2").text


def test_it_names_a_template_that_is_missing() -> None:
    with pytest.raises(TemplateDoesNotExist):
        say(template="nothing_like_it")


def test_it_writes_plain_text_without_the_escapes_of_html() -> None:
    assert write("sign_in_code", {"code": 'Abon & "Sambal" <1>'}, "id").startswith('Abon & "Sambal" <1>')


def test_the_box_keeps_the_words_of_a_secret_as_it_is_the_demo() -> None:
    message = say(is_secret=True)
    sweep()
    message.refresh_from_db()
    assert (message.status, message.channel) == (Message.Status.SENT, "box")
    assert "123456" in message.text


@pytest.mark.parametrize("path", WORDS, ids=[path.name for path in WORDS])
def test_it_has_indonesian_words_for_every_message_in_english(path: Path) -> None:
    template, language, _ = path.name.split(".")
    assert (path.parent / f"{template}.id.txt").exists()
    assert language in {"id", "en"}
