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

WORDS = Path(__file__).resolve().parents[2] / "locale" / "id" / "LC_MESSAGES"
CATALOGUES = {path.name: polib.pofile(str(path)) for path in sorted(WORDS.glob("*.po"))}
ENGLISH = [
    "Insert a block",
    "More actions",
    "Toggle section",
    "Toggle side panel",
    "Toggle sidebar",
    "Add comment",
    "Add Comment",
    "Collapse all",
    "Expand all",
    "Help",
    "Keyboard shortcuts",
    "Skip to main content",
    "Side panels",
    "Side panel width",
    "Preview mode",
    "Reading time",
    "There is ",
    "There are ",
    "New: ",
    "matches",
    "No results",
    "Show filters",
    "Apply filters",
    "Pagination",
    "Breadcrumb",
    "Select all",
    "Bulk actions",
    "History",
    "Locale",
    "Usage count",
    "Sort by",
    "Close dialog",
    "Are you sure",
    "Publikasi",
]
"""What the screens said before; the last is Wagtail's word for what we call "terbitkan"."""
HIDDEN = re.compile(r"<!--.*?-->|<script(?![^>]*application/json)[^>]*>.*?</script>|<style.*?</style>", re.S)
SPOKEN = re.compile(
    r">([^<>]+)<|(?:title|placeholder|aria-label|alt|value|data-block|data-w-[a-z-]*(?:label|content)[a-z-]*)=\"([^\"]+)\""
)
TAG = r"</?(?:a|b|br|code|div|em|p|span|strong)\b[^>]*>"
PLACEHOLDER = re.compile(rf"%\(\w+\)[sdr]|%%|%[sdi](?![a-z])|\{{\w*\}}|{TAG}")


def spoken(html: str) -> str:
    """Return what a person reads or hears on the page, line by line; no code, classes or addresses."""
    found = SPOKEN.findall(HIDDEN.sub("", html))
    return "\n".join(line for line in ((text or label).strip() for text, label in found) if line)


def english_in(html: str) -> list[str]:
    words = spoken(html)
    return [word for word in ENGLISH if re.search(rf"\b{re.escape(word)}", words)]


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
    assert english_in(html) == []
    assert [word for word in words if word not in spoken(html)] == []


@pytest.mark.parametrize("name", ["pilih-produk:choose", "pilih-produk:choose_results", "village_chooser:choose"])
def test_it_speaks_indonesian_where_something_is_chosen(editing: Client, amplang: Product, name: str) -> None:
    answer = editing.get(reverse(name), {"q": "amplang"})
    html = answer.json()["html"] if answer["content-type"] == "application/json" else answer.content.decode()
    assert english_in(html) == []


@pytest.mark.parametrize(
    "address",
    ["", "persetujuan/", "pengiriman/tarif/", "pengiriman/tarif/new/", "reports/site-history/", "account/"],
)
def test_it_speaks_indonesian_to_an_operator(operating: Client, address: str) -> None:
    answer = operating.get(f"/kelola/{address}")
    assert answer.status_code == 200
    assert english_in(answer.content.decode()) == []


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
