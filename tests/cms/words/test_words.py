"""The back office speaks Indonesian, also where Wagtail's own catalogue leaves a gap."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from catalogue.models import Product
from cms.models import StoryIndexPage, StoryPage
from market.accounts.models import User
from market.accounts.roles import OPERATOR, appoint
from tests.cast import sign_in
from tests.cms.conftest import make_picture, page_text
from tests.english import Ear, english_on, packed, spoken

WORDS = Path(__file__).resolve().parents[3] / "locale" / "id" / "LC_MESSAGES"
CATALOGUES = {path.name: polib.pofile(str(path)) for path in sorted(WORDS.glob("*.po"))}
TAG = r"</?(?:a|b|br|code|div|em|p|span|strong)\b[^>]*>"
PLACEHOLDER = re.compile(rf"%\(\w+\)[sdr]|%%|%[sdi](?![a-z])|\{{\w*\}}|{TAG}")


@pytest.fixture
def operating(home: object) -> Client:
    user = User.objects.create_user("+628120007777", first_name="Sari")
    appoint(user=user, role=OPERATOR)
    client = Client()
    sign_in(client, user)
    return client


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("pages/add/cms/storypage/{index}/", ["Baru: ", "Tindakan lain", "Buka atau tutup bagian"]),
        ("pages/{story}/edit/", ["Tambah komentar", "Panel samping"]),
        ("pages/{story}/history/", ["Riwayat"]),
        ("pages/{story}/delete/", ["Hapus"]),
        ("pages/{story}/unpublish/", ["Anda yakin menarik halaman ini dari terbitan?"]),
        ("pages/{index}/", ["Saring menurut"]),
        ("images/", ["Urutkan menurut", "Terbaru"]),
        ("images/add/", ["gambar"]),
        ("", ["Bantuan", "Beranda"]),
        ("account/", ["Bahasa"]),
    ],
)
def test_it_speaks_indonesian_to_an_editor(
    editing: Client, tell: Callable[..., StoryPage], address: str, words: list[str]
) -> None:
    make_picture()
    story = tell()
    index = StoryIndexPage.objects.get(locale__language_code="id")
    html = page_text(editing, "/kelola/" + address.format(index=index.pk, story=story.pk))
    assert english_on(html, Ear().names) == set()
    assert [word for word in words if word not in "\n".join(spoken(html) + packed(html))] == []


@pytest.mark.parametrize("name", ["pilih-produk:choose", "pilih-produk:choose_results", "village_chooser:choose"])
def test_it_speaks_indonesian_where_something_is_chosen(editing: Client, amplang: Product, name: str) -> None:
    answer = editing.get(reverse(name), {"q": "amplang"})
    html = answer.json()["html"] if answer["content-type"] == "application/json" else answer.content.decode()
    assert english_on(html, Ear().names) == set()


@pytest.mark.parametrize(
    "address",
    ["", "persetujuan/", "pengiriman/tarif/", "pengiriman/tarif/new/", "reports/site-history/", "account/"],
)
def test_it_speaks_indonesian_to_an_operator(operating: Client, address: str) -> None:
    answer = operating.get(f"/kelola/{address}")
    assert answer.status_code == 200
    assert english_on(answer.content.decode(), Ear().names) == set()


def test_it_gives_the_scripts_indonesian_words(editing: Client) -> None:
    script = editing.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    assert '"Insert a block": "Sisipkan blok"' in script
    assert '"More actions": "Tindakan lain"' in script


def test_it_says_numbers_in_indonesian() -> None:
    with override("id"):
        said = ngettext("There is %(counter)s match", "There are %(counter)s matches", 1) % {"counter": 1}
        assert said == "1 cocok"
        assert gettext("Publish") == "Terbitkan"


@pytest.mark.parametrize("name", CATALOGUES)
def test_it_keeps_what_is_filled_in_later(name: str) -> None:
    """Every sentence is said, and keeps the placeholders, tags and outer blanks of the English one."""
    assert len(CATALOGUES[name]) > 100
    for entry in CATALOGUES[name]:
        english = entry.msgid_plural or entry.msgid
        ours = entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr
        assert ours.strip(), english
        assert sorted(PLACEHOLDER.findall(ours)) == sorted(PLACEHOLDER.findall(english)), english
        assert (ours[0].isspace(), ours[-1].isspace()) == (english[0].isspace(), english[-1].isspace()), english
