"""Operators see what was parked, and have it tried again once the cause is mended."""

from __future__ import annotations

import pytest
from django.test import Client

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.outbox.actions import carry_out, record_effect, sweep
from market.outbox.models import Effect
from market.outbox.registry import Hopeless
from market.regions.models import Province, Regency
from tests.cast import sign_in
from tests.market.outbox.conftest import Bell

pytestmark = pytest.mark.django_db


@pytest.fixture
def parked(bell: Bell) -> Effect:
    bell.error = Hopeless("the account is closed")
    effect = record_effect(kind="test.bell", key="parked", payload={})
    carry_out(effect.pk)
    bell.error = None
    return effect


def officer(role: str, regency: Regency | None = None) -> Client:
    user = User.objects.create_user("+6281100000001")
    appoint(user=user, role=role, regency=regency)
    client = Client(enforce_csrf_checks=True)
    sign_in(client, user)
    return client


def press(client: Client, effect: Effect) -> object:
    client.cookies["csrftoken"] = "c" * 32
    return client.post(f"/kelola/efek/{effect.pk}/coba-lagi/", headers={"X-CSRFToken": "c" * 32})


def is_parked(effect: Effect) -> bool:
    return Effect.objects.parked().filter(pk=effect.pk).exists()


def test_it_lets_an_operator_try_again_what_was_parked(parked: Effect, bell: Bell) -> None:
    other = record_effect(kind="test.bell", key="waiting", payload={})
    client = officer(OPERATOR)
    page = client.get("/kelola/efek/").content.decode()
    assert f"/kelola/efek/{parked.pk}/coba-lagi/" in page
    assert f"/kelola/efek/{other.pk}/coba-lagi/" not in page
    assert "the account is closed" in client.get(f"/kelola/efek/{parked.pk}/coba-lagi/").content.decode()
    assert is_parked(parked), "looking changes nothing"

    assert press(client, parked)["Location"] == "/kelola/efek/"  # type: ignore[index]
    assert not is_parked(parked)
    sweep()
    assert bell.rung.count("parked") == 2
    assert Effect.objects.get(pk=parked.pk).done_at is not None
    assert press(client, parked)["Location"] == "/kelola/efek/"  # type: ignore[index]
    assert bell.rung.count("parked") == 2
    assert client.get(f"/kelola/efek/{parked.pk}/coba-lagi/").status_code == 404


def test_it_wants_the_pages_own_form(parked: Effect) -> None:
    assert officer(OPERATOR).post(f"/kelola/efek/{parked.pk}/coba-lagi/").status_code == 403
    assert is_parked(parked)


def test_it_keeps_everybody_else_from_it(parked: Effect) -> None:
    province = Province.objects.create(code="64", name="Kalimantan Timur")
    kukar = Regency.objects.create(code="64.02", name="Kabupaten Kutai Kartanegara", province=province)
    for client in (Client(), officer(EDITOR)):
        assert press(client, parked).status_code in (302, 403)  # type: ignore[attr-defined]
    User.objects.all().delete()
    assert press(officer(OPERATOR, kukar), parked).status_code in (302, 403)  # type: ignore[attr-defined]
    assert is_parked(parked)
