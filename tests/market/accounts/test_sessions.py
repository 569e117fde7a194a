"""Where somebody is signed in, and out of it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from market.accounts.models import Device, User
from tests.cast import sign_in as put_in
from tests.market.accounts.conftest import last_code

pytestmark = pytest.mark.django_db
SESSIONS, HOME = "/akun/perangkat/", "/akun/"
ANDROID = "Mozilla/5.0 (Linux; Android 13; Redmi) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"


@pytest.fixture
def phone(sign_in: Callable[..., Any]) -> Client:
    browser = Client(HTTP_USER_AGENT=ANDROID)
    sign_in(by=browser)
    return browser


@pytest.fixture
def lost(sign_in: Callable[..., Any]) -> Client:
    browser = Client(HTTP_USER_AGENT=IPHONE)
    sign_in(by=browser)
    return browser


def is_in(browser: Client) -> bool:
    return bool(browser.get(HOME).status_code == 200)


def test_it_lists_where_one_is_signed_in(phone: Client, lost: Client) -> None:
    page = phone.get(SESSIONS).content.decode()
    assert "HP Android, Chrome" in page
    assert "iPhone, Safari" in page
    assert page.count("perangkat ini") == 1
    assert SESSIONS in phone.get(HOME).content.decode()


def test_a_lost_phone_is_out_at_once_and_no_longer_known(phone: Client, lost: Client) -> None:
    row = UserSession.objects.get(session_key=lost.session.session_key)
    assert is_in(lost)
    assert Device.objects.count() == 2
    page = phone.post(SESSIONS, {"session": row.pk}, follow=True).content.decode()
    assert "Sudah dikeluarkan" in page
    assert not is_in(lost)
    assert is_in(phone)
    assert Device.objects.count() == 1
    assert "Sudah dikeluarkan" not in phone.post(SESSIONS, {"session": row.pk}, follow=True).content.decode()


def test_one_is_asked_before_signing_out_what_is_in_her_hand(phone: Client, lost: Client) -> None:
    page = phone.get(SESSIONS).content.decode()
    row = UserSession.objects.get(session_key=phone.session.session_key)
    asked = page.partition("<details")[2].partition("</details>")[0]
    assert f'value="{row.pk}"' in asked
    assert "masuk lagi dengan kode" in asked
    assert page.count("<details") == 1
    phone.post(SESSIONS, {"session": row.pk})
    assert [is_in(each) for each in (phone, lost)] == [False, True]


def test_all_others_go_at_once(phone: Client, lost: Client, sign_in: Callable[..., Any]) -> None:
    third = Client()
    sign_in(by=third)
    phone.post(SESSIONS, {"session": "others"})
    assert [is_in(each) for each in (phone, lost, third)] == [True, False, False]


def test_ending_this_one_leads_to_signing_in(phone: Client) -> None:
    row = UserSession.objects.get()
    answer = phone.post(SESSIONS, {"session": row.pk})
    assert answer["Location"] == "/akun/masuk/"
    assert not is_in(phone)


def test_nobody_ends_a_strangers_session(phone: Client) -> None:
    row = UserSession.objects.get()
    stranger = put_in(Client(), User.objects.create_user("+6281299990000"))
    for which in (row.pk, "others", "x", "9" * 40):
        stranger.post(SESSIONS, {"session": which})
    assert is_in(phone)
    assert is_in(stranger)
    assert Client().get(SESSIONS).status_code == 302


def test_a_session_keeps_its_place_when_its_key_changes(phone: Client, lost: Client) -> None:
    phone.post("/akun/bukti/", {"action": "send"})
    phone.post("/akun/bukti/", {"code": last_code()})
    assert UserSession.objects.filter(session_key=phone.session.session_key).count() == 1
    page = lost.get(SESSIONS).content.decode()
    assert page.count("<article") == 2


def test_a_session_from_elsewhere_is_listed_too() -> None:
    browser = put_in(Client(HTTP_USER_AGENT=IPHONE), User.objects.create_user("+6281299990000"))
    assert "iPhone" in browser.get(SESSIONS).content.decode()


def test_a_session_in_use_lasts_on_for_months_with_the_sign_of_it(phone: Client) -> None:
    assert "sessionid" not in phone.get(HOME).cookies  # renewed a moment ago, by signing in
    session, weeks, months = phone.session, timedelta(days=8), timedelta(days=170)
    session[AUTHENTICATION_METHODS_SESSION_KEY][0]["at"] -= weeks.total_seconds()
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(days=1))

    said = phone.get(HOME).cookies

    assert {said[name]["max-age"] > months.total_seconds() for name in ("sessionid", "signed_in")} == {True}
    assert Session.objects.get(pk=phone.session.session_key).expire_date > timezone.now() + months
    assert "sessionid" not in phone.get(HOME).cookies
