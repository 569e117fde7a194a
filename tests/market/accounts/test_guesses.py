"""Eight wrong codes a day for a number, whoever tries; strangers cannot use up what the owner's own phone has."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from market.accounts.guesses import MOST, OF_STRANGERS, may_try, take_try
from market.accounts.models import Device, Guess
from market.notify.models import Message
from tests.market.accounts.conftest import CODE, PHONE, SIGN_IN, last_code

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 1, tzinfo=timezone.get_default_timezone())
DIGITS = 1_000_000


def attack(numbers: int, guesses: int, days: int, known: float) -> dict[str, list[datetime]]:
    """Try codes at numbers, spread over days by a clock that is moved; return when which were looked at."""
    dice, looked_at = Random(5), {f"+62811{n:08}": [] for n in range(numbers)}
    step = timedelta(days=days) / (guesses // numbers)
    now = START
    for _ in range(guesses // numbers):
        for phone, tries in looked_at.items():
            if take_try(phone=phone, is_known=dice.random() < known, now=now):
                tries.append(now)
        now += step
    return looked_at


def most_in_a_day(tries: list[datetime]) -> int:
    """Return how many fall into any 24 hours."""
    return max((sum(0 <= (other - one).total_seconds() < 86_400 for other in tries) for one in tries), default=0)


@pytest.mark.parametrize(
    ("numbers", "guesses", "days"),
    [(10, 2_000, 1), (10, 2_000, 3), pytest.param(1_000, 1_000_000, 2, marks=pytest.mark.prove)],
)
def test_no_number_is_tried_at_more_than_eight_times_in_any_day(numbers: int, guesses: int, days: int) -> None:
    looked_at = attack(numbers, guesses, days, known=0.5)
    worst = max(most_in_a_day(tries) for tries in looked_at.values())
    assert worst == MOST < 1e-5 * DIGITS, "the chance of taking one over, for each number and day"
    assert all(len(tries) >= MOST * days for tries in looked_at.values()), "the next day there are tries again"


def test_strangers_have_five_and_leave_three_to_the_owner() -> None:
    strangers = [take_try(phone=PHONE, is_known=False, now=START) for _ in range(20)]
    owners = [take_try(phone=PHONE, is_known=True, now=START) for _ in range(20)]
    assert sum(map(bool, strangers)) == OF_STRANGERS
    assert sum(map(bool, owners)) == MOST - OF_STRANGERS


def test_whoever_was_right_has_used_up_nothing(sign_in: Callable[..., Any]) -> None:
    for _ in range(5):
        sign_in(by=Client())
    assert not Guess.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_have_no_more_than_one_after_the_other() -> None:
    gate, taken = threading.Barrier(16), Counter[bool]()

    def guess() -> None:
        try:
            gate.wait()
            for _ in range(4):
                taken[take_try(phone=PHONE, is_known=True, now=START) is not None] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == {True: MOST, False: 64 - MOST}


@pytest.mark.django_db(transaction=True)
def test_the_control_without_waiting_for_each_other_gives_more(monkeypatch: Any) -> None:
    gate, taken = threading.Barrier(16), []

    def look_and_wait(**asked: Any) -> bool:
        answer = may_try(**asked)
        gate.wait(timeout=20)
        return answer

    monkeypatch.setattr("market.accounts.guesses.may_try", look_and_wait)
    monkeypatch.setattr("market.accounts.guesses.one_at_a_time", lambda *names: None)

    def guess() -> None:
        try:
            taken.append(take_try(phone=PHONE, is_known=True, now=START))
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(map(bool, taken)) == 16


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % DIGITS:06}"


def test_over_http_an_attack_is_looked_at_five_times_and_the_owner_still_gets_in(
    client: Client, sign_in: Callable[..., Any], monkeypatch: Any
) -> None:
    sign_in(by=client)
    client.post("/akun/keluar/")
    guesses, refused = 0, 0
    for _ in range(60):
        stranger = Client()
        asked = stranger.post(SIGN_IN, {"phone": PHONE})
        refused += asked.status_code == 429
        if asked.status_code == 302:
            for _ in range(4):
                stranger.post(CODE, {"code": wrong(last_code()), "action": "verify"})
                guesses += 1
    assert Guess.objects.count() == OF_STRANGERS
    assert guesses < 12
    assert refused > 50
    page = Client().post(SIGN_IN, {"phone": PHONE}).content.decode()
    assert "Terlalu banyak kode" in page

    client.post(SIGN_IN, {"phone": PHONE})
    client.post(CODE, {"code": wrong(last_code()), "action": "verify"})
    client.post(CODE, {"code": last_code(), "action": "verify"})
    assert "_auth_user_id" in client.session, "on the phone that she signed in with before"


def test_when_nothing_is_left_no_code_is_sent_and_the_page_says_what_opens_it() -> None:
    now = timezone.now()
    for _ in range(MOST):
        take_try(phone=PHONE, is_known=True, now=now)
    answer = Client().post(SIGN_IN, {"phone": PHONE})
    assert answer.status_code == 429
    assert "minta kode lisan dari fasilitator" in answer.content.decode()
    assert not Message.objects.exists()


def test_a_device_is_known_to_the_accounts_opened_on_it_and_to_no_other(
    client: Client, sign_in: Callable[..., Any]
) -> None:
    sign_in(by=client)
    cookie = client.cookies["perangkat"]
    assert cookie["httponly"]
    assert cookie["path"] == "/akun/"
    english = Client()
    english.post(f"/en{SIGN_IN}", {"phone": PHONE})
    english.post(f"/en{CODE}", {"code": last_code(), "action": "verify"})
    assert english.cookies["perangkat"]["path"] == "/en/akun/"
    Device.objects.exclude(name=Device.objects.earliest("pk").name).delete()
    assert Device.objects.get().user.phone == PHONE
    client.post("/akun/keluar/")
    for _ in range(OF_STRANGERS):
        take_try(phone="+6281299998888", is_known=False, now=timezone.now())
    assert client.post(SIGN_IN, {"phone": "+6281299998888"}).status_code == 429
    client.cookies["perangkat"] = f"{cookie.value}x"
    for _ in range(OF_STRANGERS):
        take_try(phone=PHONE, is_known=False, now=timezone.now())
    assert client.post(SIGN_IN, {"phone": PHONE}).status_code == 429, "a forged cookie is none"
