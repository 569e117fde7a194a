"""The office at /kelola/ uses the same sign-in, and lets in whom it should."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from market.accounts.models import User
from market.accounts.roles import (
    EDITOR,
    OPERATOR,
    appoint,
    ensure_roles,
    is_editor,
    is_operator,
    may_act_in,
    may_enter_office,
)
from market.regions.models import Province, Regency
from tests.cast import sign_in as let_in
from tests.market.accounts.conftest import PHONE, SIGN_IN, app_code, give_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> User:
    user = User.objects.create_user(PHONE, first_name="Pak Rudi")
    appoint(user=user, role=OPERATOR)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("path", ["/kelola/", "/kelola/pages/", "/kelola/login/"])
def test_it_sends_a_stranger_to_the_one_sign_in_page(path: str) -> None:
    answer = Client().get(path)
    assert answer["Location"].startswith(SIGN_IN)
    if path != "/kelola/login/":
        assert answer["Location"] == f"{SIGN_IN}?next={path}"


def test_it_lets_the_operator_in_after_both_codes(operator: User, client: Client, sign_in: Callable[..., Any]) -> None:
    give_app(operator)
    assert sign_in(then="/kelola/")["Location"] == "/akun/dua-langkah/masuk/"
    assert client.post("/akun/dua-langkah/masuk/", {"code": app_code()})["Location"] == "/kelola/"
    assert client.get("/kelola/").status_code == 200


def test_it_tells_a_villager_that_the_office_is_not_theirs_without_a_loop(client: Client) -> None:
    client.force_login(User.objects.create_user("+6281299998888"))
    answer = client.get("/kelola/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 2
    assert "untuk petugas" in answer.content.decode()


def test_it_knows_the_roles(operator: User) -> None:
    stranger = User.objects.create_user("+6281299998888")
    boss = User.objects.create_superuser("+6281299998877")
    asleep = User.objects.create_user("+6281299998866", is_active=False)
    asleep.groups.add(Group.objects.get(name=OPERATOR))
    assert [is_operator(u) for u in (operator, boss, stranger, asleep)] == [True, True, False, False]
    assert [is_editor(u) for u in (operator, boss, stranger)] == [False, True, False]
    assert [may_enter_office(u) for u in (operator, boss, stranger)] == [True, True, False]
    assert operator.is_staff
    appoint(user=stranger, role=EDITOR)
    assert not stranger.is_staff


def test_it_keeps_an_officer_to_one_regency() -> None:
    east = Province.objects.create(code="64", name="Kalimantan Timur")
    kutai = Regency.objects.create(code="64.02", name="Kabupaten Kutai Kartanegara", province=east)
    user = User.objects.create_user(PHONE)
    appoint(user=user, role=OPERATOR, regency=kutai)
    assert may_act_in(user, kutai.pk)
    assert not may_act_in(user, "62.02")
    user.regency = None
    assert may_act_in(user, "62.02")


def test_it_makes_the_roles_again_without_taking_away_what_others_gave() -> None:
    ensure_roles()
    editors = Group.objects.get(name=EDITOR)
    extra = Group.objects.get(name=OPERATOR).permissions.exclude(pk__in=editors.permissions.all()).first()
    editors.permissions.add(extra)
    call_command("ensure_roles")
    assert extra in editors.permissions.all()
    assert Group.objects.filter(name__in=[OPERATOR, EDITOR]).count() == 2


def new_person(**more: str) -> dict[str, str]:
    return {"phone": "0812 9999 8888", "first_name": "Bu Ani", "is_active": "on", **more}


def test_the_superuser_adds_and_edits_a_person_by_phone(client: Client) -> None:
    let_in(client, User.objects.create_superuser(PHONE))
    ensure_roles()
    page = client.get("/kelola/users/new/")
    assert page.status_code == 200
    assert 'type="password"' not in page.content.decode()
    editors = str(Group.objects.get(name=EDITOR).pk)
    assert client.post("/kelola/users/new/", new_person(groups=editors)).status_code == 302
    ani = User.objects.get(phone="+6281299998888")
    assert ani.first_name == "Bu Ani"
    assert not ani.has_usable_password()
    assert is_editor(ani)
    edit = f"/kelola/users/edit/{ani.pk}/"
    assert client.get(edit).status_code == 200
    assert client.post(edit, new_person(first_name="Ibu Ani", groups=editors)).status_code == 302
    ani.refresh_from_db()
    assert ani.first_name == "Ibu Ani"


def test_the_shop_desk_opens_to_who_is_made_operator_and_shuts_again(client: Client) -> None:
    let_in(client, User.objects.create_superuser(PHONE))
    ensure_roles()
    operators = str(Group.objects.get(name=OPERATOR).pk)
    client.post("/kelola/users/new/", new_person(groups=operators))
    ani, desk = User.objects.get(phone="+6281299998888"), Client()
    let_in(desk, ani)
    assert desk.get("/kelola/toko/").status_code == 200
    client.post(f"/kelola/users/edit/{ani.pk}/", new_person())
    assert desk.get("/kelola/toko/").status_code == 403


def test_the_command_makes_a_superuser_of_any_spelling_without_a_password() -> None:
    call_command("createsuperuser", "--noinput", phone="0812 3456 7890", verbosity=0)
    boss = User.objects.get(phone=PHONE)
    assert boss.is_superuser
    assert not boss.has_usable_password()


def test_it_says_that_a_number_is_taken(client: Client) -> None:
    let_in(client, User.objects.create_superuser(PHONE))
    page = client.post("/kelola/users/new/", new_person(phone="081234567890"))
    assert page.status_code == 200
    assert "sudah dipakai" in page.content.decode()


def test_the_operator_cannot_make_anybody_superuser(operator: User, client: Client) -> None:
    let_in(client, operator)
    client.post("/kelola/users/new/", new_person(is_superuser="on"))
    client.post(f"/kelola/users/edit/{operator.pk}/", new_person(is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()
