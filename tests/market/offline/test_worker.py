"""What browsers are told for reading without a signal."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from market.offline.views import PARTS

RULES = (Path(settings.ROOT) / "static/js/worker/rules.js").read_text()


def test_the_worker_is_its_parts_and_is_asked_for_each_time(client: Client) -> None:
    answer = client.get("/sw.js")

    assert answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache"
    assert re.findall(r"js/(\w+/\w+)\.js", answer.content.decode().splitlines()[0]) == list(PARTS)
    assert '"id": "/tanpa-sinyal/", "en": "/en/tanpa-sinyal/"' in answer.content.decode()
    assert client.post("/sw.js").status_code == 405


@pytest.mark.parametrize("path", ["/sw.js", "/manifest.webmanifest", "/jual/manifest.webmanifest"])
def test_what_every_phone_fetches_is_compressed(client: Client, path: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == client.get(path).content


def test_the_manifest_names_icons_that_are_there(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")

    manifest = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "192x192", "512x512"}
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix(settings.STATIC_URL)), icon


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [("/tanpa-sinyal/", "Tanpa sinyal"), ("/en/tanpa-sinyal/", "No signal")])
def test_there_is_a_page_for_what_was_never_read(client: Client, path: str, words: str) -> None:
    answer = client.get(path)

    assert f"<h1>{words}</h1>" in answer.content.decode()
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/akun/", "/en/akun/pesanan/", "/keranjang/", "/bayar/periksa/", "/pesanan/x/"])
def test_it_keeps_no_page_of_somebodys(path: str) -> None:
    personal = re.search(r"PERSONAL = /(.+)/;", RULES)
    assert personal

    pattern = personal[1].replace(r"\/", "/")
    assert re.match(pattern, path)
    for shut in ("/jual/", "/kelola/pages/", "/hemat-data/"):
        assert re.match(pattern, shut)
    for public in ("/", "/en/", "/produk/amplang-1/", "/kategori/akun/", "/akuntansi/"):
        assert not re.match(pattern, public)
