"""Codes are rationed by number first: a village of honest people shares one address."""

from __future__ import annotations

import threading
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from market.accounts.models import User
from market.notify.models import Message
from tests.market.accounts.conftest import CODE, PHONE, SIGN_IN, last_code

pytestmark = pytest.mark.django_db


def ask(phone: str = PHONE, by: Client | None = None) -> Any:
    return (by or Client()).post(SIGN_IN, {"phone": phone})


def test_it_sends_five_codes_an_hour_to_one_number_and_then_says_to_wait() -> None:
    for _ in range(5):
        assert ask().status_code == 302
    refused = ask("0812 3456 7890")
    assert refused.status_code == 429
    assert "Tunggu sebentar" in refused.content.decode()
    assert Message.objects.count() == 5
    assert ask("081299998888").status_code == 302


def test_it_lets_two_hundred_people_in_from_one_address() -> None:
    dice = Random(7)
    for _ in range(200):
        phone = f"+62812{dice.randrange(50, 60)}{dice.randrange(1_000_000):06}"
        browser = Client(REMOTE_ADDR="10.0.0.1")
        for _ in range(2):  # the first message was slow to come
            assert ask(phone, browser).status_code == 302
        browser.post(CODE, {"code": last_code(phone), "action": "verify"})
        assert "_auth_user_id" in browser.session
    assert User.objects.count() == 200


def test_numbers_beside_each_other_are_sent_a_hundred_codes_an_hour() -> None:
    answers = [ask(f"+6281277778{n:03}").status_code for n in range(101)]
    assert answers == [302] * 100 + [429]
    assert ask("+6281277681234").status_code == 302


def test_numbers_abroad_are_sent_a_hundred_codes_an_hour() -> None:
    """Wherever they are, and however far from each other: what is sent abroad is what pumping earns on."""
    answers = [ask(f"+6012{n}4567").status_code for n in range(200, 310)]
    assert answers == [302] * 100 + [429] * 10
    assert Message.objects.exclude(phone__startswith="+62").count() == 100
    assert ask("081299998888").status_code == 302, "at home all goes on"


def test_what_strangers_used_up_does_not_keep_the_owner_out(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "all_login_codes": "6/h/key"}
    ask(by=client)
    client.post(CODE, {"code": last_code(), "action": "verify"})
    client.post("/akun/keluar/")
    strangers = [ask().status_code for _ in range(6)]
    assert strangers == [302] * 4 + [429] * 2
    assert ask("081299998888").status_code == 302
    assert ask("081299997777").status_code == 429, "the market's budget for strangers is spent"
    assert ask(by=client).status_code == 302


def test_it_counts_codes_sent_again_as_well(client: Client) -> None:
    for _ in range(4):
        ask()
    ask(by=client)
    page = client.post(CODE, {"action": "resend"}, follow=True)
    assert "Tunggu sebentar" in page.content.decode()
    assert Message.objects.count() == 5


def test_it_stops_all_codes_when_the_whole_budget_is_spent(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "all_login_codes": "3/h/key"}
    answers = [ask(f"+62812777788{n:02}").status_code for n in range(5)]
    assert answers == [302, 302, 302, 429, 429]


@pytest.mark.django_db(transaction=True)
def test_it_gives_sixteen_parallel_guesses_three_tries(client: Client) -> None:
    ask(by=client)
    right = last_code()
    gate = threading.Barrier(16)
    tried: list[int] = []

    def guess(n: int) -> None:
        try:
            browser = Client()
            browser.cookies = client.cookies
            gate.wait()
            page = browser.post(CODE, {"code": f"{(int(right) + n) % 1_000_000:06}", "action": "verify"})
            tried.append(page.status_code == 200 or page["Location"] == SIGN_IN)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(1, 17)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tried) == 16
    client.post(CODE, {"code": right, "action": "verify"})
    assert "_auth_user_id" not in client.session
