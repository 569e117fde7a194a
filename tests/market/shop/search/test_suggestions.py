"""/cari/saran/: names that begin so, short, and nobody's business but the asker's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.catalogue.goods import make_maker, make_product

pytestmark = pytest.mark.django_db


def suggested(client: Client, typed: str) -> list[dict[str, Any]]:
    return client.get("/cari/saran/", {"q": typed}).json()


def test_it_suggests_names_that_begin_so(client: Client) -> None:
    make_product("Amplang tenggiri")
    make_product("Amplang pipih")
    make_product("Madu hutan")

    assert [one["name"] for one in suggested(client, "ampl")] == ["Amplang pipih", "Amplang tenggiri"]
    assert suggested(client, "amplang te") == [
        {"name": "Amplang tenggiri", "url": "/cari/?q=Amplang+tenggiri"},
    ]
    assert suggested(client, "a") == []
    assert suggested(client, "'):*") == []


def test_it_suggests_nothing_that_is_not_on_sale(client: Client) -> None:
    make_product("Amplang diam", moderation="waiting")
    make_product("Amplang tutup", by=make_maker("Ibu Ida", is_open=False))

    assert suggested(client, "ampl") == []


def test_it_stays_small_and_reads_no_session(client: Client) -> None:
    for number in range(12):
        make_product(f"Amplang {'panjang sekali namanya ' * 8}{number}")

    answer = client.get("/cari/saran/?q=ampl")

    assert len(answer.content) <= 2048
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert client.post("/cari/saran/").status_code == 405
