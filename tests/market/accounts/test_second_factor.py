"""Staff with money or moderation rights come into the office with a second factor only."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, needs_second_factor
from market.accounts.second_factor import PAPER, accept_code, is_set_up
from market.notify.models import Message
from tests.cast import sign_in as let_in
from tests.market.accounts.conftest import PHONE, SIGN_IN, app_code, give_app, officer

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Any]
STEPS, SET_UP, SECOND = "/akun/dua-langkah/", "/akun/dua-langkah/pasang/", "/akun/dua-langkah/masuk/"
PAPER_CODES, TAKE_OFF, PROOF = "/akun/dua-langkah/kode-cadangan/", "/akun/dua-langkah/lepas/", "/akun/bukti/"


def secret_on(page: Any) -> str:
    found = re.search(r'account__key">([A-Z2-7 ]+)<', page.content.decode())
    assert found
    return found[1].replace(" ", "")


def test_it_asks_all_but_harmless_roles_for_one() -> None:
    ani = User.objects.create_user("+6281299998881")
    boss = User.objects.create_superuser("+6281299998882")
    budi, dewi = officer(OPERATOR, "+6281299998883"), officer(EDITOR, "+6281299998884")
    assert [needs_second_factor(user) for user in (ani, boss, budi, dewi)] == [False, True, True, False]
    dewi.groups.add(Group.objects.create(name="Bendahara"))
    ani.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert [needs_second_factor(user) for user in (ani, dewi)] == [True, True]


def test_the_first_superuser_sets_it_up_at_the_first_sign_in(client: Client, sign_in: SignIn) -> None:
    call_command("createsuperuser", "--noinput", phone="0812 3456 7890", verbosity=0)
    assert sign_in(then="/kelola/users/")["Location"] == "/kelola/users/"
    assert client.get("/kelola/users/")["Location"] == f"{STEPS}?next=%2Fkelola%2Fusers%2F"
    assert f"{SET_UP}?next=%2Fkelola%2Fusers%2F" in client.get(f"{STEPS}?next=/kelola/users/").content.decode()

    page = client.get(f"{SET_UP}?next=/kelola/users/")
    assert "data:image/svg+xml;base64" in page.content.decode()
    assert secret_on(client.get(SET_UP)) == secret_on(page), "the secret stays when an old phone loads the page again"
    done = client.post(SET_UP, {"code": app_code(secret=secret_on(page)), "next": "/kelola/users/"})
    assert done["Location"] == f"{PAPER_CODES}?next=%2Fkelola%2Fusers%2F"

    codes = client.get(done["Location"]).content.decode()
    assert len(re.findall(r"<li>\d{8}</li>", codes)) == 10
    assert 'href="/kelola/users/"' in codes
    assert client.get("/kelola/users/").status_code == 200


def test_an_editor_needs_none(client: Client, sign_in: SignIn) -> None:
    officer(EDITOR)
    sign_in()
    assert client.get("/kelola/").status_code == 200


def test_it_asks_for_the_second_step_before_anybody_is_in(client: Client, sign_in: SignIn) -> None:
    give_app(officer())
    assert sign_in(then="/kelola/persetujuan/")["Location"] == SECOND
    assert "_auth_user_id" not in client.session
    for skipped in ("/kelola/", "/kelola/toko/", "/akun/", PROOF, STEPS, SET_UP, TAKE_OFF, PAPER_CODES):
        assert client.get(skipped)["Location"].startswith(SIGN_IN), skipped
    assert client.get(SECOND).status_code == 200
    assert client.post(SECOND, {"code": app_code()})["Location"] == "/kelola/persetujuan/"
    assert client.get("/kelola/persetujuan/").status_code == 200


def test_nobody_reaches_the_second_step_without_the_first() -> None:
    give_app(officer())
    assert Client().get(SECOND)["Location"] == SIGN_IN
    assert Client().post(SECOND, {"code": app_code()})["Location"] == SIGN_IN


def test_a_new_session_begins_at_each_step(client: Client, sign_in: SignIn) -> None:
    give_app(officer())
    client.get(SIGN_IN)
    client.session.save()
    sign_in()
    between = client.session.session_key
    client.post(SECOND, {"code": app_code()})
    assert client.session.session_key != between
    inside = client.session.session_key
    client.post(PROOF, {"code": app_code(1)})
    assert client.session.session_key != inside
    assert client.get("/kelola/").status_code == 200


def test_it_takes_nobody_elses_code(client: Client, sign_in: SignIn) -> None:
    give_app(officer())
    give_app(officer(phone="+6281299998888"), "PASARHULUPASARHULUPASARHULUPASAR")
    sign_in()
    page = client.post(SECOND, {"code": app_code(secret="PASARHULUPASARHULUPASARHULUPASAR")})
    assert "Kode belum cocok" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_that_was_looked_over_a_shoulder_is_worth_nothing(client: Client, sign_in: SignIn) -> None:
    user = officer()
    give_app(user)
    sign_in()
    seen = app_code()
    client.post(SECOND, {"code": seen})
    cache.clear()
    assert accept_code(user=user, code=seen) is None
    assert accept_code(user=user, code=app_code(-1)) is None
    assert accept_code(user=user, code=app_code(1)) is not None


def test_the_code_of_the_setting_up_works_once_too(client: Client, sign_in: SignIn) -> None:
    user = officer()
    sign_in()
    secret = secret_on(client.get(SET_UP))
    code = app_code(secret=secret)
    client.post(SET_UP, {"code": code})
    assert is_set_up(user)
    assert accept_code(user=user, code=code) is None


def test_a_code_of_yesterday_opens_nothing(client: Client, sign_in: SignIn) -> None:
    give_app(officer())
    sign_in()
    for steps in (-2, 2, -2880):
        client.post(SECOND, {"code": app_code(steps)})
    assert "_auth_user_id" not in client.session


def test_it_takes_five_guesses_and_then_not_even_the_right_code() -> None:
    give_app(officer())
    browsers = [Client() for _ in range(2)]
    from tests.market.accounts.conftest import CODE, last_code

    for browser in browsers:
        browser.post(SIGN_IN, {"phone": PHONE})
        browser.post(CODE, {"code": last_code(), "action": "verify"})
    wrong = "000000" if app_code() != "000000" else "111111"
    for _ in range(5):
        browsers[0].post(SECOND, {"code": wrong})
    for browser in browsers:
        page = browser.post(SECOND, {"code": app_code()})
        assert "Terlalu banyak kode salah" in page.content.decode()
        assert "_auth_user_id" not in browser.session


def test_a_recovery_code_works_once(client: Client, sign_in: SignIn) -> None:
    user = officer()
    give_app(user)
    code = Authenticator.objects.get(user=user, type=PAPER).wrap().get_unused_codes()[3]
    sign_in()
    client.post(SECOND, {"code": f"{code[:4]} {code[4:]}"})
    assert client.get("/kelola/").status_code == 200
    assert accept_code(user=user, code=code) is None
    assert "Sisa 9 kode cadangan" in client.get(STEPS).content.decode()


def test_the_office_shuts_again_after_twelve_hours(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    let_in(client, officer())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 11.9 * 3600)
    assert client.get("/kelola/").status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 12.1 * 3600)
    assert client.get("/kelola/reports/?x=1")["Location"] == f"{PROOF}?next=%2Fkelola%2Freports%2F%3Fx%3D1"
    assert client.post(f"{PROOF}?next=/kelola/reports/", {"code": app_code()})["Location"] == "/kelola/reports/"
    assert client.get("/kelola/").status_code == 200


def test_it_lets_everybody_sign_out_of_the_office(client: Client) -> None:
    client.force_login(officer())
    assert client.post("/kelola/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_it_answers_the_offices_scripts_with_a_refusal(client: Client) -> None:
    client.force_login(officer())
    assert client.get("/kelola/choose-page/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


@pytest.mark.parametrize("page", [TAKE_OFF, PAPER_CODES, f"{PAPER_CODES}baru/"])
def test_it_shows_and_changes_nothing_without_fresh_proof(
    page: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = officer()
    give_app(user)
    let_in(client, user)
    before = list(Authenticator.objects.order_by("pk").values_list())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 16 * 60)
    assert client.get("/kelola/").status_code == 200
    assert client.get(page)["Location"].startswith(PROOF)
    assert client.post(page)["Location"].startswith(PROOF)
    assert list(Authenticator.objects.order_by("pk").values_list()) == before
    client.post(PROOF, {"code": app_code()})
    assert client.get(page).status_code == 200


def test_taking_it_off_shuts_the_office_and_tells_the_owner(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    user = officer()
    give_app(user)
    let_in(client, user)
    assert "Halaman kantor tertutup" in client.get(TAKE_OFF).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(TAKE_OFF)
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/kelola/")["Location"].startswith(STEPS)
    # allauth tells at once here, not on commit
    assert Message.objects.filter(template="second_factor_off", phone=PHONE).exists()


def test_whoever_set_it_up_is_told(client: Client, sign_in: SignIn, django_capture_on_commit_callbacks: Any) -> None:
    officer()
    sign_in()
    secret = secret_on(client.get(SET_UP))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(SET_UP, {"code": app_code(secret=secret)})
    assert Message.objects.filter(template="second_factor_on", phone=PHONE).exists()


def test_a_buyer_may_have_one_too_and_is_then_asked_for_it(client: Client, sign_in: SignIn) -> None:
    give_app(User.objects.create_user(PHONE))
    assert sign_in()["Location"] == SECOND


def test_it_speaks_english_under_en(client: Client) -> None:
    user = User.objects.create_user(PHONE)
    client.force_login(user)
    assert "Two-step sign-in" in client.get("/en/akun/dua-langkah/").content.decode()
    assert "Prove that this is you" in client.get("/en/akun/bukti/").content.decode()
