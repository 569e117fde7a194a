"""What the seller app is made of, and that it is light."""

from __future__ import annotations

import json
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.test import Client

from market.offline.app import ALSO, LOOKS, MODULES, SHARED_SCRIPTS, parts_of_the_app
from market.offline.views import PARTS
from market.static_files import LeanScripts

SCRIPTS = Path(settings.ROOT) / "static/js"
MOST_COMPRESSED = 60_000
OF_HELP = ("header", "kept_pages")
"""What the page of help for sellers runs."""


def names_in(folder: str) -> set[str]:
    return {path.stem for path in (SCRIPTS / folder).glob("*.js")}


def test_every_script_of_the_app_is_kept_on_the_phone() -> None:
    assert set(MODULES) == names_in("workshop")
    assert {name.removeprefix("outbox/") for name in SHARED_SCRIPTS} == names_in("outbox")
    assert {name.removeprefix("worker/") for name in PARTS if name.startswith("worker/")} == names_in("worker")
    assert all(finders.find(name) for name in LOOKS)


def test_its_scripts_are_light() -> None:
    ours = {*PARTS, *(f"workshop/{name}" for name in MODULES), *ALSO, *OF_HELP}
    scripts = LeanScripts(FileSystemStorage(SCRIPTS))

    sent = sum(len(brotli.compress(scripts.open(f"{name}.js").read())) for name in ours)

    assert 10_000 < sent <= MOST_COMPRESSED


def test_the_worker_is_told_what_the_app_is_made_of(client: Client) -> None:
    said = client.get("/sw.js").content.decode()

    told = json.loads(said.split("begin(", 1)[1].rsplit(");", 1)[0])["workshop"]
    assert told == parts_of_the_app()
    assert told["pages"] == ["/jual/aplikasi/", "/jual/antrean/"]
    assert told["help"] == ["/bantuan-penjual/"]
    assert told["along"] == ["/jual/uang/"]
    assert told["signOut"] == "/akun/keluar/"


def test_the_app_has_a_manifest_of_its_own(client: Client) -> None:
    answer = client.get("/jual/manifest.webmanifest")

    manifest = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (manifest["id"], manifest["start_url"], manifest["display"]) == ("/jual/", "/jual/", "standalone")
    assert manifest["name"] == "Jualan di Pasar Hulu"
    addresses = [one["url"] for one in manifest["shortcuts"]]
    assert addresses == ["/jual/produk/baru/", "/jual/pesanan/", "/jual/cerita/kirim/", "/jual/antrean/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/jual/aplikasi/", "/jual/antrean/"])
def test_its_own_pages_hold_nothing_of_anybody(client: Client, path: str) -> None:
    answer = client.get(path)
    page = answer.content.decode()

    assert "data-person" not in page
    assert "csrfmiddlewaretoken" not in page
    assert not answer.cookies
    assert 'href="/jual/manifest.webmanifest"' in page
