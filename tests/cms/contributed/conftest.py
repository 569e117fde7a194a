"""A villager with an account, what she says, and a page that checks come before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.contributed.models import Contribution
from cms.models import HomePage
from market.accounts.models import User
from market.regions.models import Village
from tests.market.pictures.made import photo
from tests.market.shop.goods import make_village

SEND = "/jual/cerita/kirim/"
TEXT = "Ibu saya menggoreng amplang sejak subuh, di dapur belakang rumah kami.\n\nIkannya dari danau. <b>Renyah.</b>"


@pytest.fixture
def village(home: HomePage) -> Village:
    return make_village()


@pytest.fixture
def sender(village: Village) -> User:
    return User.objects.create_user("+628125550001", first_name="Ibu Aminah")


@pytest.fixture
def hers(client: Client, sender: User) -> Client:
    client.force_login(sender)
    return client


def upload(name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(width=640, height=480), content_type="image/jpeg")


@pytest.fixture
def said(village: Village) -> Callable[..., dict[str, Any]]:
    """Return what the form sends; None leaves something out."""

    def fill(**other: Any) -> dict[str, Any]:
        answers = {
            "reference": str(uuid4()),
            "title": "Ibu dan kuali amplangnya",
            "text": TEXT,
            "village": village.code,
            "naming": "nama",
            "shown_name": "Aminah",
            "agrees": "on",
            "people_agree": "on",
            **{name.replace("__", "-"): value for name, value in other.items()},
        }
        return {name: value for name, value in answers.items() if value is not None}

    return fill


@pytest.fixture
def sent(hers: Client, said: Callable[..., dict[str, Any]]) -> Contribution:
    """Return a story that has come in, with two photos."""
    answers = said(foto1__photo=upload(), foto1__told="Ibu di dapur", foto2__photo=upload(), foto2__told="Kuali")
    assert hers.post(SEND, answers).status_code == 302
    return Contribution.objects.get()
