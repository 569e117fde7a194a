"""A passkey made and used in real Chromium with a phone's lock of its own; and what is no passkey."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from market.accounts.guesses import MOST, take_try
from market.accounts.models import User
from market.accounts.passkeys import KEY
from market.notify.models import Message
from tests.cast import sign_in as put_in
from tests.journeys.browser import ANDROID, launch
from tests.market.accounts.conftest import PHONE, SIGN_IN, last_code

KEYS, HOME = "/akun/kunci/", "/akun/"
WAY = "Masuk tanpa kode: sidik jari atau kunci layar"
LOCK = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip

ASKED = "() => window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.()"
"""The page has asked the same before, and has its answer."""


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
        connections["default"].close()  # Playwright's loop gives Django another connection; it goes with the loop


@pytest.fixture
def phone_with(browser: Browser, live_server: Any, settings: Any) -> Callable[..., Page]:
    """Return a phone with such locks, after this script has changed what its browser can."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

    def open_phone(*locks: dict[str, Any], script: str = "") -> Page:
        page = browser.new_context(base_url=live_server.url, locale="id-ID", **ANDROID).new_page()
        page.set_viewport_size({"width": 360, "height": 800})
        page.add_init_script(script)
        wire = page.context.new_cdp_session(page)
        wire.send("WebAuthn.enable")
        for lock in locks:
            wire.send("WebAuthn.addVirtualAuthenticator", {"options": lock})
        return page

    return open_phone


def sign_in_by_code(phone: Page) -> None:
    phone.goto(SIGN_IN)
    phone.get_by_label("Nomor telepon").fill(PHONE)
    phone.get_by_role("button", name="Kirim kode").click()
    phone.get_by_label("Kode 6 angka").fill(last_code())
    phone.get_by_role("button", name="Masuk", exact=True).click()
    phone.wait_for_url("**/akun/")


@pytest.mark.django_db(transaction=True)
def test_it_is_offered_only_where_the_phone_has_a_lock_of_its_own(phone_with: Callable[..., Page]) -> None:
    by_lock, make_one = "Masuk dengan sidik jari atau kunci layar", "Pasang di perangkat ini"
    phone = phone_with(LOCK)
    phone.goto(SIGN_IN)
    expect(phone.get_by_role("button", name=by_lock)).to_be_visible()
    sign_in_by_code(phone)
    expect(phone.get_by_role("link", name=WAY)).to_be_visible()

    without = [
        phone_with(),
        phone_with({**LOCK, "transport": "usb"}),
        phone_with({**LOCK, "hasUserVerification": False, "isUserVerified": False}),
        phone_with(LOCK, script="delete window.PublicKeyCredential"),
        phone_with(LOCK, script="delete PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable"),
    ]
    for phone in without:
        phone.goto(SIGN_IN)
        phone.evaluate(ASKED)
        expect(phone.get_by_text(by_lock)).to_be_hidden()
        expect(phone.get_by_role("button", name="Kirim kode")).to_be_visible()
    sign_in_by_code(phone)
    phone.evaluate(ASKED)
    expect(phone.get_by_text(WAY)).to_be_hidden()
    phone.goto(KEYS)
    phone.evaluate(ASKED)
    expect(phone.get_by_text(make_one)).to_be_hidden()
    expect(phone.get_by_text("perangkat ini belum bisa")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_it_is_set_up_once_and_opens_the_account_when_no_code_would(phone_with: Callable[..., Page]) -> None:
    phone = phone_with(LOCK)
    sign_in_by_code(phone)
    phone.goto(KEYS)
    phone.get_by_role("button", name="Pasang di perangkat ini").click()
    expect(phone.get_by_text("Sudah terpasang")).to_be_visible()
    expect(phone.get_by_text("HP Android, Chrome, sejak")).to_be_visible()
    assert Message.objects.filter(phone=PHONE, template="passkey_on").count() == 1
    phone.goto(HOME)
    phone.get_by_role("button", name="Keluar").last.click()
    phone.wait_for_load_state()
    user = User.objects.get(phone=PHONE)
    for _ in range(MOST):
        assert take_try(phone=PHONE, is_known=True, now=timezone.now())

    phone.goto(f"{SIGN_IN}?next={KEYS}")
    phone.get_by_role("button", name="Masuk dengan sidik jari atau kunci layar").click()
    phone.wait_for_url(f"**{KEYS}")  # and is proof enough to see the keys
    phone.get_by_role("button", name="Lepas").click()
    expect(phone.get_by_text("Sudah dilepas")).to_be_visible()
    assert not Authenticator.objects.filter(user=user).exists()


@pytest.mark.django_db
def test_a_passkey_is_no_step_more_for_who_signs_in_by_code(client: Client, sign_in: Callable[..., Any]) -> None:
    user = User.objects.create_user(PHONE)
    Authenticator.objects.create(user=user, type=KEY, data={"name": "HP", "credential": {}})
    assert sign_in()["Location"] == HOME
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
def test_whoever_has_a_key_finds_the_way_to_take_it_off_without_scripts(
    client: Client, sign_in: Callable[..., Any]
) -> None:
    sign_in()
    assert client.get(HOME).content.count(b"<p data-passkey hidden>") == 1
    user = User.objects.get(phone=PHONE)
    Authenticator.objects.create(user=user, type=KEY, data={"name": "HP", "credential": {}})
    page = client.get(HOME).content.decode()
    assert WAY in page
    assert "data-passkey hidden" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["", "x", "[]", "{}", '{"id": "a"}', '{"response": {"userHandle": "MQ"}}', "null"])
def test_what_is_no_passkey_opens_nothing_and_is_not_kept(
    client: Client, sign_in: Callable[..., Any], sent: str
) -> None:
    stranger = Client()
    options = stranger.get("/akun/kunci/masuk/").json()["options"]
    assert options["publicKey"]["userVerification"] == "required"
    answer = stranger.post("/akun/kunci/masuk/", {"credential": sent}, follow=True)
    assert "Belum berhasil" in answer.content.decode()
    assert "_auth_user_id" not in stranger.session
    sign_in()
    client.get(KEYS)
    assert "Belum berhasil" in client.post(KEYS, {"credential": sent}, follow=True).content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.django_db
def test_nobody_takes_off_a_strangers_passkey(client: Client, sign_in: Callable[..., Any]) -> None:
    sign_in()
    other = User.objects.create_user("+6281299990000")
    key = Authenticator.objects.create(user=other, type=KEY, data={"name": "HP", "credential": {}})
    client.post(KEYS, {"remove": key.pk})
    assert Authenticator.objects.filter(pk=key.pk).exists()
    assert put_in(Client(), other).get(KEYS)["Location"].startswith("/akun/bukti/"), "a session alone is not enough"
