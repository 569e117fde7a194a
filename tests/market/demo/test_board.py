"""/demo/: sign in with one click as the cast and nobody else; every message in one box."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.test import Client

from market.accounts.models import User
from market.accounts.roles import OPERATOR, appoint
from market.accounts.second_factor import accept_code
from market.demo.data import people
from market.demo.second_factor import codes_now
from market.notify.actions import tell

pytestmark = pytest.mark.django_db


def test_it_signs_in_as_one_of_the_cast(client: Client) -> None:
    sari = User.objects.create_user(people.SARI.phone, first_name="Ibu Sari")

    answer = client.post("/demo/masuk/", {"phone": people.SARI.phone})

    assert answer["Location"] == "/jual/"
    assert client.session["_auth_user_id"] == str(sari.pk)


def test_each_browser_it_signs_in_is_in_the_list_of_where_she_is_signed_in() -> None:
    User.objects.create_user(people.SARI.phone, first_name="Ibu Sari")
    phone, desk = (
        Client(HTTP_USER_AGENT=f"Mozilla/5.0 ({kind}) Chrome/130.0") for kind in ("Linux; Android 13", "Windows")
    )
    for browser in (phone, desk, desk):
        browser.post("/demo/masuk/", {"phone": people.SARI.phone})
    page = desk.get("/akun/perangkat/").content.decode()
    assert [page.count(f">{words}, Chrome</h2>") for words in ("HP Android", "Windows")] == [1, 1]


def test_one_click_opens_the_office_and_the_page_shows_the_code_for_who_signs_in_by_hand(client: Client) -> None:
    budi = User.objects.create_user(people.BUDI.phone, first_name="Budi")
    appoint(user=budi, role=OPERATOR)

    client.post("/demo/masuk/", {"phone": people.BUDI.phone})

    assert client.get("/kelola/").status_code == 200
    assert accept_code(user=budi, code=codes_now([people.BUDI.phone])[people.BUDI.phone])
    assert "Kode langkah kedua saat ini" in client.get("/demo/").content.decode()


@pytest.mark.parametrize("phone", ["+6281277778888", "", "nobody"])
def test_it_signs_in_as_nobody_else(client: Client, phone: str) -> None:
    User.objects.create_user("+6281277778888")

    assert client.post("/demo/masuk/", {"phone": phone}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_it_needs_a_press_of_the_button(client: Client) -> None:
    User.objects.create_user(people.SARI.phone)

    assert client.get("/demo/masuk/").status_code == 405


def test_it_shows_what_was_sent_and_to_whom(client: Client) -> None:
    message = tell(
        phone="+6281234567890", template="sign_in_code", context={"code": "123456"}, key="k", is_secret=True
    )

    page = client.get("/demo/pesan/", {"nomor": "0812 3456 7890"}).content.decode()

    assert "123456" in page
    assert message.phone in page
    assert 'kepada <data value="+6281234567890">0812 3456 7890<' in page
    assert "123456" not in client.get("/demo/pesan/", {"nomor": "0899 9999 9999"}).content.decode()


def test_it_shows_a_hostile_message_as_text(client: Client) -> None:
    tell(phone="+6281234567890", template="sign_in_code", context={"code": "<script>alert(1)</script>"}, key="k")

    assert "<script>alert" not in client.get("/demo/pesan/").content.decode()


def test_it_has_no_address_outside_the_demo() -> None:
    code = (
        "import django; from django.conf import settings; settings.DEMO = False; django.setup();"
        "from django.urls import resolve, Resolver404\n"
        "try:\n    print(resolve('/demo/masuk/').view_name)\nexcept Resolver404:\n    print('nothing')"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603

    assert "demo:" not in said.stdout
