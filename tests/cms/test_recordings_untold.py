"""Through whatever door a recording came into the office: nothing that is told in it is published."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, UploadedFile

from market.accounts.models import User
from tests.cast import sign_in
from tests.market.pictures.made import photo
from tests.market.recordings.made import m4a, mp3, ogg

pytestmark = pytest.mark.django_db
PLACE = b"+00.4567+116.9876/"


def wav(told: bytes = b"") -> bytes:
    """Return a WAV as a recorder writes it, with a note of where before the sound."""
    chunks = [(b"fmt ", bytes(16)), (b"LIST", b"INFOISBJ" + told), (b"data", b"sound")]
    body = b"".join(struct.pack("<4sI", name, len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks)
    return struct.pack("<4sI4s", b"RIFF", 4 + len(body), b"WAVE") + body


KINDS: dict[str, Callable[..., bytes]] = {
    "m4a": lambda: m4a(told=PLACE),
    "mp3": lambda: mp3(told=PLACE),
    "opus": lambda: ogg(told=PLACE),
    "wav": lambda: wav(PLACE),
}


def upload(name: str = "rekaman.m4a", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, m4a(told=PLACE) if data is None else data)


@pytest.fixture
def chief(home: Any) -> Client:
    return sign_in(Client(), User.objects.create_superuser("+6281234500001", first_name="Kepala"))


@pytest.fixture
def root(home: Any) -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def heard() -> bytes:
    """Return what anybody gets of the one recording."""
    answer = Client().get(get_document_model().objects.get().url)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def one(chief: Client, root: Collection) -> None:
    given = {"title": "Sungai", "collection": root.pk, "file": upload()}
    assert chief.post(reverse("wagtaildocs:add"), given).status_code == 302


def many(chief: Client, root: Collection) -> None:
    answer = chief.post(reverse("wagtaildocs:add_multiple"), {"files[]": upload(), "collection": root.pk})
    assert answer.json()["success"]


def chooser(chief: Client, root: Collection) -> None:
    given = {"title": "Sungai", "file": upload(), "collection": root.pk}
    fields = {f"document-chooser-upload-{name}": value for name, value in given.items()}
    assert chief.post(reverse("wagtaildocs_chooser:create"), fields).json()["step"] == "chosen"


def in_place_of_another(chief: Client, root: Collection) -> None:
    old = get_document_model().objects.create(title="Lama", file=ContentFile(mp3(), name="lama.mp3"))
    given = {"title": "Sungai", "collection": root.pk, "file": upload()}
    assert chief.post(reverse("wagtaildocs:edit", args=[old.pk]), given).status_code == 302


@pytest.mark.parametrize("door", [one, many, chooser, in_place_of_another])
def test_no_door_publishes_where_it_was_recorded(door: Callable[..., None], chief: Client, root: Collection) -> None:
    door(chief, root)
    assert PLACE not in heard()
    assert b"sound" in heard()


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_tells_where_it_was_recorded(kind: str, home: Any) -> None:
    made = KINDS[kind]()
    assert PLACE in made, "the control"
    get_document_model().objects.create(title="Sungai", file=ContentFile(made, name=f"sungai.{kind}"))
    assert PLACE not in heard()
    assert (b"\xff\xf3" if kind == "mp3" else b"sound") in heard()


@pytest.mark.parametrize("data", [photo(), b"<script>", wav()[:30], b"RIFF\0\0\0\0WAVE"])
def test_what_is_none_is_refused_in_words(data: bytes, chief: Client, root: Collection) -> None:
    answer = chief.post(reverse("wagtaildocs:add_multiple"), {"files[]": upload("a.mp3", data), "collection": root.pk})
    assert "bukan rekaman yang bisa diputar" in answer.json()["error_message"]
    assert not get_document_model().objects.exists()


def test_a_recording_whose_title_was_wrong_is_asked_for_another(chief: Client, root: Collection) -> None:
    given = {"title": "x" * 300, "files[]": upload(), "collection": root.pk}
    waiting = chief.post(reverse("wagtaildocs:add_multiple"), given).json()["uploaded_file_id"]
    raw = UploadedFile.objects.get(pk=waiting).file
    kept = raw.read()
    assert (PLACE in kept, b"sound" in kept) == (False, True), "who goes away here leaves nothing behind that is told"
    address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting])

    def say(title: str) -> Any:
        asked = f"uploaded-document-{waiting}"
        return chief.post(address, {f"{asked}-title": title, f"{asked}-collection": root.pk}).json()

    assert not say("")["success"]
    assert not get_document_model().objects.exists()
    assert say("Sungai")["success"]
    assert get_document_model().objects.get().title == "Sungai"
    assert PLACE not in heard()
    assert not raw.storage.exists(raw.name)
