"""Fresh proof before dangerous acts: a code sent again, or the second factor of who has one."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from market.accounts.models import User
from market.accounts.proof import ask_proof, has_fresh_proof, second_proof_required
from market.notify.models import Message
from tests.market.accounts.conftest import PHONE, app_code, give_app, last_code
from tests.market.accounts.test_sign_in import EVIL

pytestmark = pytest.mark.django_db

PROOF = "/akun/bukti/"


@pytest.fixture
def sari(client: Client) -> User:
    user = User.objects.create_user(PHONE, first_name="Ibu Sari")
    client.force_login(user)
    return user


def send(client: Client, **more: str) -> Any:
    return client.post(PROOF, {"action": "send", **more})


def answer(client: Client, code: str, **more: str) -> Any:
    return client.post(PROOF, {"action": "verify", "code": code, **more})


def is_proved(client: Client, user: User, minutes: int = 10) -> bool:
    request = RequestFactory().get("/")
    request.user, request.session = user, client.session
    return has_fresh_proof(request, minutes)


def wrong() -> str:
    return "111111" if last_code() != "111111" else "222222"


def test_it_sends_a_code_when_asked_and_leads_on_after_it(client: Client, sari: User) -> None:
    page = client.get(PROOF, {"next": "/jual/?x=1"}).content.decode()
    assert "Kirim kode ke 0812 3456 7890" in page
    assert not Message.objects.exists(), "looking sends nothing"
    assert not is_proved(client, sari)
    sent = send(client, next="/jual/?x=1")
    assert sent["Location"] == f"{PROOF}?next=%2Fjual%2F%3Fx%3D1"
    assert 'name="code"' in client.get(sent["Location"]).content.decode()
    assert answer(client, last_code(), next="/jual/?x=1")["Location"] == "/jual/?x=1"
    assert is_proved(client, sari)
    message = Message.objects.get()
    assert message.is_secret
    assert "kode bukti" in message.text


def test_signing_in_is_proof_for_ten_minutes(client: Client, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in()
    user = User.objects.get()
    assert is_proved(client, user)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert not is_proved(client, user)
    assert is_proved(client, user, minutes=11)


def test_proof_to_another_number_is_none(client: Client, sign_in: Any) -> None:
    sign_in()
    user = User.objects.get()
    user.phone = "+6281299998888"
    user.save()
    assert not is_proved(client, user)


def test_it_keeps_no_code_in_the_session(client: Client, sari: User) -> None:
    send(client)
    assert last_code() not in str(dict(client.session.items()))


def test_it_takes_three_guesses(client: Client, sari: User) -> None:
    send(client)
    right = last_code()
    before = dict(client.session.items())
    for _ in range(3):
        assert "yang tertulis 2 angka" in answer(client, "12").content.decode(), "no code at all is no guess"
        assert "Kode belum cocok" in answer(client, wrong()).content.decode()
        session = client.session
        session.update(before)
        session.save()
    assert answer(client, right)["Location"].startswith(PROOF)
    assert not is_proved(client, sari)
    assert "salah 3 kali" in client.get(PROOF).content.decode()


def test_a_code_works_once_for_five_minutes_in_the_browser_that_asked(
    client: Client, sari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client)
    code = last_code()
    other = Client()
    other.force_login(sari)
    answer(other, code)
    assert not is_proved(other, sari)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 301)
    answer(client, code)
    assert not is_proved(client, sari)
    monkeypatch.setattr(time, "time", lambda: now)
    send(client)
    answer(client, last_code())
    assert is_proved(client, sari)
    assert "accounts.proof_code" not in client.session


def test_a_sign_in_code_is_no_proof_code(client: Client, sari: User) -> None:
    Client().post("/akun/masuk/", {"phone": PHONE})
    stolen = last_code()
    send(client)
    for _ in range(3):  # alike once in a million
        if last_code() != stolen:
            break
        send(client)
    assert last_code() != stolen
    answer(client, stolen)
    assert not is_proved(client, sari)


def test_it_sends_five_codes_an_hour_and_a_stranger_cannot_use_them_up(client: Client, sari: User) -> None:
    for _ in range(5):
        Client().post("/akun/masuk/", {"phone": PHONE})
    for _ in range(5):
        send(client)
    assert Message.objects.filter(template="proof_code").count() == 5
    page = client.post(PROOF, {"action": "send"}, follow=True).content.decode()
    assert "Tunggu sebentar" in page
    assert Message.objects.filter(template="proof_code").count() == 5


def test_a_new_session_key_follows_proof(client: Client, sari: User) -> None:
    send(client)
    before = client.session.session_key
    answer(client, last_code())
    assert client.session.session_key != before


def test_who_has_a_second_factor_proves_with_nothing_less(client: Client, sari: User, sign_in: Any) -> None:
    give_app(sari)
    page = client.get(PROOF).content.decode()
    assert "Kirim kode" not in page
    send(client)
    assert not Message.objects.exists()
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "phone": PHONE, "at": time.time()}]
    session["account_authentication_methods_user"] = str(sari.pk)
    session.save()
    assert not is_proved(client, sari)
    assert client.post(PROOF, {"code": app_code(), "next": "/jual/"})["Location"] == "/jual/"
    assert is_proved(client, sari)


def test_one_persons_proof_is_not_anothers(client: Client, sign_in: Any) -> None:
    sign_in()
    rahman = User.objects.create_user("+6281299998888")
    assert not is_proved(client, rahman)


def test_strangers_are_sent_to_sign_in() -> None:
    assert Client().get(PROOF)["Location"].startswith("/akun/masuk/")
    assert Client().post(PROOF, {"action": "send"})["Location"].startswith("/akun/masuk/")
    assert not Message.objects.exists()


def test_it_sends_nothing_across_sites(sari: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(sari)
    assert send(browser).status_code == 403


@pytest.mark.parametrize("then", EVIL)
def test_it_leads_nobody_out_of_the_house(then: str, client: Client, sari: User) -> None:
    page = client.get(PROOF, {"next": then}).content.decode()
    assert 'name="next" value="/akun/"' in page
    send(client, next=then)
    assert answer(client, last_code(), next=then)["Location"] == "/akun/"


@second_proof_required
def dangerous(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def ask(client: Client, user: User, method: str = "get", **headers: str) -> HttpResponse:
    request = getattr(RequestFactory(headers=headers), method)("/jual/rekening/?a=1")
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    request.user, request.session = user, client.session
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    return dangerous(request)


def test_a_dangerous_view_opens_with_fresh_proof_only(
    client: Client, sari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(client, sari)["Location"] == f"{PROOF}?next=%2Fjual%2Frekening%2F%3Fa%3D1"
    send(client)
    answer(client, last_code())
    assert ask(client, sari).content == b"done"
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 11 * 60)
    assert ask(client, sari).status_code == 302
    assert ask(client, sari, "post").content == b"done", "what was begun in time may be sent a little late"
    monkeypatch.setattr(time, "time", lambda: now + 16 * 60)
    late = ask(client, sari, "post", Referer="http://testserver/jual/rekening/ubah/")
    assert late["Location"] == f"{PROOF}?next=%2Fjual%2Frekening%2Fubah%2F"
    abroad = ask(client, sari, "post", Referer="https://evil.example/jual/")
    assert abroad["Location"] == f"{PROOF}?next=%2Fjual%2Frekening%2F"


def test_it_asks_for_proof_on_the_way_to_a_named_page() -> None:
    answer = ask_proof(RequestFactory().get("/jual/"), "/jual/a/?b=c")
    assert answer["Location"] == f"{PROOF}?next=%2Fjual%2Fa%2F%3Fb%3Dc"
