"""What is shown to whom, and what is not there at all."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from market.accounts.checks import check_demo_code
from market.accounts.models import User
from tests.market.accounts.conftest import PHONE, SIGN_IN

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti(client: Client) -> User:
    user = User.objects.create_user(PHONE, first_name="Siti Aminah")
    client.force_login(user)
    return user


def test_it_sends_a_stranger_to_sign_in_and_back() -> None:
    assert Client().get("/akun/")["Location"] == f"{SIGN_IN}?next=/akun/"
    assert Client().get("/akun/bukan-untuk-anda/").status_code == 302
    assert Client().get("/akun/kode/")["Location"] == SIGN_IN


def test_it_shows_the_person_who_they_are(client: Client, siti: User) -> None:
    page = client.get("/akun/").content.decode()
    assert "Siti Aminah" in page
    assert "0812 3456 7890" in page


def test_it_takes_a_new_name_and_only_the_name(client: Client, siti: User) -> None:
    forged = {"name": "Siti A.", "phone": "+6281299998888", "is_staff": "1", "is_superuser": "1", "regency": "64.02"}
    assert client.post("/akun/", forged)["Location"] == "/akun/"
    siti.refresh_from_db()
    assert siti.first_name == "Siti A."
    assert (siti.phone, siti.is_staff, siti.is_superuser, siti.regency_id) == (PHONE, False, False, None)


def test_it_asks_again_for_an_empty_name(client: Client, siti: User) -> None:
    assert "Isi nama Anda" in client.post("/akun/", {"name": " "}).content.decode()


def test_it_signs_out_by_post_only(client: Client, siti: User) -> None:
    assert client.get("/akun/keluar/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/akun/keluar/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_it_refuses_to_sign_anybody_in_or_out_across_sites(siti: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(siti)
    for path in (SIGN_IN, "/akun/", "/akun/keluar/"):
        assert browser.post(path, {"phone": PHONE}).status_code == 403


GONE = [
    "account_signup", "account_email", "account_change_password", "account_set_password", "account_reset_password",
    "account_reset_password_done", "account_email_verification_sent", "account_change_phone", "account_verify_phone",
    "account_reauthenticate",
]  # fmt: skip


@pytest.mark.parametrize("name", GONE)
def test_it_has_no_page_for_passwords_mail_or_a_second_sign_up(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


PATHS = [
    "/akun/signup/", "/akun/email/", "/akun/password/reset/", "/akun/password/change/", "/akun/login/",
    "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/register/",
    "/password-reset/", "/kelola/password_reset/",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_answers_404_where_allauth_oscar_or_wagtail_would_ask_for_a_password(path: str, prefix: str) -> None:
    assert Client().get(prefix + path, follow=True).status_code == 404


@pytest.mark.parametrize("page", ["/akun/masuk/", "/en/akun/masuk/"])
def test_it_asks_for_no_mail_address_and_no_password(page: str) -> None:
    html = Client().get(page).content.decode()
    assert 'type="password"' not in html
    assert 'type="email"' not in html
    assert 'autocomplete="tel"' in html


def test_it_refuses_the_demo_code_outside_the_demo(settings: Any) -> None:
    settings.DEMO, settings.DEMO_SIGN_IN_CODE = False, "000000"
    assert "DEMO_SIGN_IN_CODE" in str(check_demo_code(None)[0].msg)
    settings.DEMO = True
    assert check_demo_code(None) == []
