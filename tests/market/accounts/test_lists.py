"""The operator's lists of effects, arrivals and messages are for looking only."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.inbox.models import Arrival
from market.notify.actions import tell
from market.outbox.models import Effect
from market.regions.models import Province, Regency
from tests.cast import sign_in as let_in
from tests.market.accounts.conftest import PHONE

pytestmark = pytest.mark.django_db

LISTS = ["/kelola/efek/", "/kelola/kiriman/", "/kelola/pesan/"]


def fill(number: int) -> None:
    for n in range(number):
        tell(phone=PHONE, template="sign_in_code", context={"code": "654321"}, key=f"k{n}", is_secret=True)
        Arrival.objects.create(source="stripe", external_id=f"evt_{n}", body="{}", body_hash="")
    Effect.objects.update(parked_at=timezone.now(), last_error="Unavailable: the gateway answered 503")


def officer(role: str) -> Client:
    user = User.objects.create_user(PHONE)
    appoint(user=user, role=role)
    client = Client()
    let_in(client, user)
    return client


@pytest.mark.parametrize("path", LISTS)
def test_it_shows_the_operator_the_list_without_a_single_way_to_change_it(path: str) -> None:
    fill(2)
    client = officer(OPERATOR)
    page = client.get(path)
    assert page.status_code == 200
    html = page.content.decode()
    assert {"/kelola/efek/": "503", "/kelola/kiriman/": "evt_1", "/kelola/pesan/": PHONE}[path] in html
    assert "654321" not in html
    for more in ("new/", "edit/1/", "delete/1/", "copy/1/"):
        assert client.get(path + more).status_code == 404


@pytest.mark.parametrize("path", LISTS)
def test_a_post_in_one_regency_does_not_show_the_numbers_of_all(path: str) -> None:
    fill(1)
    province = Province.objects.create(code="64", name="Kalimantan Timur")
    kukar = Regency.objects.create(code="64.02", name="Kabupaten Kutai Kartanegara", province=province)
    user = User.objects.create_user(PHONE)
    appoint(user=user, role=OPERATOR, regency=kukar)
    client = Client()
    let_in(client, user)
    assert client.get(path)["Location"] == "/kelola/"
    assert client.get(path + "results/")["Location"] == "/kelola/"


@pytest.mark.parametrize("path", LISTS)
def test_it_keeps_the_editor_and_the_stranger_out(path: str) -> None:
    assert officer(EDITOR).get(path)["Location"] == "/kelola/"
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize("path", LISTS)
def test_it_asks_no_more_of_the_database_for_a_longer_list(path: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = officer(OPERATOR)
    counts = []
    for number in (1, 30):
        fill_more(number)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def fill_more(number: int) -> None:
    Effect.objects.all().delete()
    Arrival.objects.all().delete()
    fill(number)
