"""Who works here walks all screens that open to her, and hears no English outside names: office, shop and checkers."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from cms.models import HomePage
from cms.tree.actions import build_site_tree
from market.accounts.models import User
from sellers.acting import act_for
from sellers.actions.consent import ask_consent
from sellers.consent_models import ANSWER_WITHIN
from tests.busy import busy_checker, busy_hub, busy_seller
from tests.cast import Cast, sign_in
from tests.english import Ear, english_on
from tests.everyone import NO_WAY, NOT_PAGES, TABLE
from tests.remembered import once
from tests.sellers.consents import YES, a_maker, made_hub
from tests.test_doors import addresses

ITEM = re.compile(r"/(1|x)(/|$)")
FIRST = {"editor": 20, "operator": 25, "superuser": 60}
ALL = {"editor": 45, "operator": 45, "superuser": 150}
"""So many screens each role sees at least: those that every item leads to, and those of single items too."""
SELLERS = ("workshop:", "contributed:")
FOR_PHONES = {"workshop:data", "workshop:send_photo"}
"""What the seller's app is answered, as JSON; what it says of it in words is among its scripts."""
CHECKERS = ("index", "one", "preview", "words")


def walked(*, all_of_them: bool) -> list[str]:
    """Return the addresses of the office, but the parts that their own screens hold already; some page for a page."""
    home = HomePage.objects.get(locale__language_code="id").pk
    office = [
        one for one in addresses("kelola/") if not one.endswith("results/") and not one.startswith(NOT_PAGES[:2])
    ]
    wanted = [one for one in office if all_of_them or not ITEM.search(one)] + ["kelola/pages/1/edit/"]
    return [re.sub(r"^kelola/pages/1/", f"kelola/pages/{home}/", one) for one in wanted]


def client_of(user: User) -> Client:
    return sign_in(Client(raise_request_exception=False), user)


def hear(user: User, *, all_of_them: bool) -> Ear:
    """Walk the office as somebody."""
    once(build_site_tree)
    ear, client = Ear(), client_of(user)
    for address in walked(all_of_them=all_of_them):
        ear.listen(address, client.get(f"/{address}"))
    return ear


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    return {
        "editor": cast.dewi,
        "operator": cast.budi,
        "superuser": User.objects.create_superuser("+6281277700099"),
    }


@pytest.mark.parametrize("role", FIRST)
def test_it_hears_no_english_on_the_first_screens(
    people: dict[str, User], role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ear = hear(people[role], all_of_them=False)
    with capsys.disabled():
        print(f"\n{ear.screens} first screens of the {role}, {len(ear.heard)} sentences in English")  # noqa: T201
    assert ear.heard == {}
    assert ear.screens >= FIRST[role]


@pytest.mark.prove
@pytest.mark.parametrize("role", ALL)
def test_it_hears_no_english_in_the_office(
    people: dict[str, User], role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ear = hear(people[role], all_of_them=True)
    with capsys.disabled():
        print(f"\n{ear.screens} screens of the {role}, {len(ear.heard)} sentences in English")  # noqa: T201
    assert ear.heard == {}
    assert ear.screens >= ALL[role]


def test_a_seller_hears_no_english(cast: Cast, own_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    once(build_site_tree)
    seller = busy_seller(cast)
    ear = Ear()
    read = ear.follow(client_of(seller), "/jual/") | ear.follow(client_of(cast.tono), "/jual/")
    read |= ear.follow(client_of(busy_hub(cast)), "/jual/")
    for alone in ("aplikasi", "perlu-dilihat"):  # only the service worker leads there, or what several wrote at once
        read |= ear.follow(client_of(seller), f"/jual/{alone}/")
    with capsys.disabled():
        print(f"\n{ear.screens} screens of sellers, {len(ear.heard)} sentences in English")  # noqa: T201
    assert ear.heard == {}
    screens = {name for name, (reading, _) in TABLE.items() if name.startswith(SELLERS) and reading != NO_WAY}
    assert screens - {resolve(address).view_name for address in read} == FOR_PHONES


def test_a_producer_hears_no_english_where_a_hub_asks_her(cast: Cast, own_folders: Path) -> None:
    """Asked, agreed, with something done in her name, taken back, refused, and asked too long ago."""
    once(build_site_tree)
    hub = made_hub(cast.rahman_producer)
    imah, now, ear, her = a_maker(hub), timezone.now(), Ear(), Client()

    def asked(at: datetime) -> str:
        link = ask_consent(producer=imah, phone="+6281355550001", by=cast.rahman, now=at)
        return reverse("agree", args=[link.secret])

    def hears(address: str, words: str) -> None:
        answer = her.get(address)
        assert words in answer.content.decode()
        ear.listen(address, answer)

    old = asked(now - 2 * ANSWER_WITHIN)
    hears(old, "tidak mempunyai persetujuan Anda")
    address = asked(now)
    hears(address, "Ya, saya setuju")
    other = her.post(address, {**YES, "version": "1"}, follow=True)
    assert "Bacalah sekali lagi" in other.content.decode()
    ear.listen(address, other)
    her.post(address, YES)
    hears(address, "Tarik persetujuan saya")
    act_for(by=cast.rahman, producers=[imah], what="menandai habis", thing="Tikar", now=timezone.now())
    hears(address, "Yang dikerjakan atas nama Anda")
    her.post(address, {"answer": "withdraw"})
    hears(address, "tidak mempunyai persetujuan Anda")
    asked(timezone.now())
    hears(address, "Tidak setuju")
    her.post(address, {"answer": "no"})
    hears(address, "mintalah")
    assert ear.heard == {}
    assert ear.screens == 8


def test_a_checker_hears_no_english(cast: Cast, own_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    once(build_site_tree)
    checker = busy_checker(cast)
    ear = hear(checker, all_of_them=False)
    read = ear.follow(client_of(checker), "/kelola/periksa/")
    with capsys.disabled():
        print(f"\n{ear.screens} screens of a checker, {len(ear.heard)} sentences in English")  # noqa: T201
    assert ear.heard == {}
    assert {resolve(address).view_name for address in read} >= {f"review:{name}" for name in CHECKERS}


@pytest.mark.parametrize(
    ("page", "heard"),
    [
        ("<p>Simpan konsep</p>", set()),
        ("<p> Save\n draft </p>", {"Save draft"}),
        ('<button aria-label="Toggle section">Buka</button>', {"Toggle section"}),
        ('<input type="submit" value="Search">', {"Search"}),
        ("<p>Somebody forgot the words</p>", {"Somebody forgot the words"}),
        ("<code>the code</code><script>the('script')</script>", set()),
        ('<script type="application/json">{"label": "Save draft"}</script>', {"Save draft"}),
        ('<div data-value="[&quot;More actions&quot;]"></div>', {"More actions"}),
    ],
)
def test_it_would_hear_english(page: str, heard: set[str]) -> None:
    assert english_on(page) == heard


def test_it_lets_names_be() -> None:
    assert english_on("<a>Lihat halaman di bawah 'The makers'</a>", ["The makers"]) == set()
