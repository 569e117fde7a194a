"""The superuser takes off the second factor of somebody who lost phone and paper."""

from __future__ import annotations

import time

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.log_actions import registry

from market.accounts.models import User
from market.accounts.roles import EDITOR
from market.accounts.second_factor import is_set_up
from market.notify.models import Message
from tests.cast import sign_in as let_in
from tests.market.accounts.conftest import PHONE, app_code, give_app, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi() -> User:
    user = officer()
    give_app(user)
    return user


@pytest.fixture
def boss(client: Client) -> User:
    user = User.objects.create_superuser("+6281299998877", first_name="Admin")
    let_in(client, user)
    return user


def address(user: User) -> str:
    return f"/kelola/users/dua-langkah/{user.pk}/"


def test_it_asks_first_then_resets_logs_and_tells(budi: User, boss: User, client: Client) -> None:
    assert address(budi) in client.get("/kelola/users/").content.decode()
    assert "Ya, lepas" in client.get(address(budi)).content.decode()
    assert is_set_up(budi)
    assert client.post(address(budi))["Location"] == "/kelola/users/"
    assert not is_set_up(budi)
    entry = registry.get_logs_for_instance(budi).get(action="accounts.reset_second_factor")
    assert entry.user == boss
    assert Message.objects.get(template="second_factor_reset").phone == PHONE
    assert client.get(f"/kelola/users/history/{budi.pk}/").status_code == 200
    assert address(budi) not in client.get("/kelola/users/").content.decode()


def test_it_ends_all_sessions_of_that_person(budi: User, boss: User, client: Client) -> None:
    stolen = let_in(Client(), budi)
    assert stolen.get("/kelola/").status_code == 200
    client.post(address(budi))
    assert stolen.get("/kelola/")["Location"].startswith("/akun/masuk/")


def test_a_proof_with_what_was_taken_off_counts_no_more(budi: User, client: Client) -> None:
    let_in(client, budi)
    budi.authenticator_set.all().delete()
    give_app(budi)
    assert client.get("/kelola/")["Location"].startswith("/akun/bukti/")


@pytest.mark.parametrize("who", ["operator", "editor", "villager"])
def test_nobody_else_may(who: str, budi: User) -> None:
    phone = "+6281299990000"
    user = User.objects.create_user(phone) if who == "villager" else officer(phone=phone)
    if who == "editor":
        user = officer(EDITOR, "+6281299990001")
    other = let_in(Client(), user)
    for method in (other.get, other.post):
        assert method(address(budi)).status_code in (302, 403)
    assert is_set_up(budi)


def test_nobody_resets_the_own_one_here(boss: User, client: Client) -> None:
    assert client.post(address(boss)).status_code == 404
    assert is_set_up(boss)


def test_it_wants_fresh_proof(budi: User, boss: User, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    assert client.post(address(budi))["Location"].startswith("/akun/bukti/")
    assert is_set_up(budi)
    client.post("/akun/bukti/", {"code": app_code()})
    client.post(address(budi))
    assert not is_set_up(budi)


def test_the_command_is_the_last_way_back_in(budi: User) -> None:
    call_command("reset_second_factor", "0812 3456 7890", verbosity=0)
    assert not is_set_up(budi)
    with pytest.raises(CommandError, match="Nobody"):
        call_command("reset_second_factor", "0812 9999 0000")
