"""/wilayah/ answers the pickers: small, public, cacheable, and never with an error."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def test_it_answers_codes_and_full_names(client: Client) -> None:
    answer = client.get("/wilayah/desa/", {"q": "jahab"})
    assert answer.json() == [{"code": "64.02.06.1001", "name": "Jahab, Kec. Tenggarong, Kutai Kartanegara"}]
    answer = client.get("/wilayah/kecamatan/", {"q": "tenggarong"})
    assert answer.json() == [{"code": "64.02.06", "name": "Kec. Tenggarong, Kutai Kartanegara, Kalimantan Timur"}]


def test_it_may_be_kept_by_caches(client: Client) -> None:
    answer = client.get("/wilayah/desa/", {"q": "jahab"})
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer


def test_it_keeps_sellers_to_the_member_regencies(client: Client) -> None:
    assert client.get("/wilayah/desa/", {"q": "muara jaan"}).json()
    assert client.get("/wilayah/desa/", {"q": "muara jaan", "anggota": "1"}).json() == []


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=%ff%fe", "q=" + "a" * 3000, "q=a%26%7C%3A*", "anggota=x&q='"])
def test_it_answers_an_empty_list_to_nonsense(client: Client, query: str) -> None:
    for kind in ("desa", "kecamatan"):
        answer = client.get(f"/wilayah/{kind}/?{query}")
        assert (answer.status_code, answer.json()) == (200, [])


def test_it_never_answers_more_than_a_dozen_and_asks_once(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len(client.get("/wilayah/desa/", {"q": "tenggarong"}).json()) == 12


def test_it_only_reads(client: Client) -> None:
    assert client.post("/wilayah/desa/", {"q": "jahab"}).status_code == 405
