"""The office of one regency is shut to the people of another: every address, with everything that it can be asked for.

The addresses come from the URL resolver and Wagtail's registries; one that a later release adds is walked too.
"""

from __future__ import annotations

import re
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from wagtail.models import Site

from cms.models import HomePage, RegencySite, StoryPage
from cms.regencies.actions import open_regency
from cms.tree.actions import build_site_tree
from market.accounts.models import User
from market.accounts.roles import AGENCY_CHECKER, EDITOR, VILLAGE_CHECKER, appoint
from tests.cast import sign_in
from tests.cms.regencies.conftest import KUKAR, tell_of
from tests.cms.regencies.secrets import MARK, WORD, N, fill_office
from tests.cms.regencies.walk import Unknown, addresses, methods
from tests.market.shop.goods import make_village

SECRETS = re.compile(rf"{MARK}-[\w.]+|628125550000\d", re.IGNORECASE)
ROOMS = {"cms", "wagtailcore", "pictures", "wagtaildocs", "wagtailredirects", "regions", "accounts", "wagtailforms",
         "wagtail_localize", "taggit"}  # fmt: skip
NOTES = {
    "pagelogentry", "modellogentry", "referenceindex", "village", "district", "province", "areachange",
    "editingsession", "uploadedfile", "operator",
}  # fmt: skip
WORTH = re.compile(
    r"kelola/(pages/|images/|documents/|dinas/|kunjungan|cerita-warga|forms|reports|collections|api|users)"
)
OTHERS, OWN = "64.08", "64.02"
ROLES = [EDITOR, VILLAGE_CHECKER, AGENCY_CHECKER]
SEED, SOME = 20_261_122, 60
REFUSED = (403, 404, 405)


@pytest.fixture
def offices(db: None) -> dict[str, User]:
    """Two regencies; the office of the second is full of secrets. Return the people of the first."""
    Site.clear_site_root_paths_cache()
    build_site_tree()
    village = make_village()
    open_regency(regency=village.district.regency, host=KUKAR)
    tell_of(village)
    fill_office(make_village("64.08.03.2001", "Sangatta Utara", "Sangatta"))
    Site.clear_site_root_paths_cache()
    people = {}
    for number, role in enumerate((EDITOR, VILLAGE_CHECKER, AGENCY_CHECKER)):
        people[role] = User.objects.create_user(f"+628125550010{number}", first_name=role)
        appoint(user=people[role], role=role, regency=village.district.regency)
    people["superuser"] = User.objects.create_superuser("+6281255500999")
    return people


def shown(answer: Any) -> list[str]:
    """Return the secret words in an answer."""
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    words = text.decode(errors="replace") + str(answer.headers.get("Location", ""))
    return sorted(set(SECRETS.findall(words)))


def asked(place: str) -> list[dict[str, Any]]:
    """Return what a list is asked with: nothing, words and numbers of the other regency, and everything there is."""
    if re.search(r"\d", place):
        return [{}]
    story = StoryPage.objects.get(slug="rancangan-storypage").pk
    home = HomePage.objects.get(regency=OTHERS, locale__language_code="id").pk
    words = {"q": WORD, "collection_id": N, "user": N, "page_type": "cms.storypage", "lang": "id", "story": story}
    return [{}, {**words, "id": N}, {"id": "all"}, {"id": "all", "childOf": home}]


def readings(places: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return what is asked for: each address with all that it is asked with."""
    return [(place, query) for place in places for query in asked(place)]


def writings(places: list[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return what is sent: each address by each method, with all that it is asked with."""
    return [
        (method, place, query)
        for place in places
        for method in ("post", *methods(place))
        for query in asked(place)[1:] or [{"id": N}]
    ]


def read(client: Client, places: list[str]) -> dict[str, list[str]]:
    """Return the addresses that show secrets, with them, and those that break."""
    found: dict[str, list[str]] = {}
    for place, query in readings(places):
        with transaction.atomic():
            answer = client.get(place, query)
            transaction.set_rollback(True)
        if words := [str(answer.status_code)] * (answer.status_code >= 500) + shown(answer):
            found[f"{place}?{urlencode(query)}"] = words
    return found


def write(client: Client, places: list[str], typed: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the addresses that change something of the other regency, by whichever method, and those that break."""
    before, found = kept(), {}
    for method, place, query in writings(places):
        with transaction.atomic():
            answer = send(client, method, f"{place}?{urlencode(query)}", typed)
            if answer.status_code >= 500:
                found[f"{method} {place}?{urlencode(query)}"] = [answer.status_code]
            elif answer.status_code not in REFUSED and (now := kept()) != before:
                tables = [table for table, _hash in set(now) ^ set(before)]
                found[f"{method} {place}?{urlencode(query)}"] = [answer.status_code, *tables]
            transaction.set_rollback(True)
    assert kept() == before
    return found


def send(client: Client, method: str, address: str, typed: dict[str, Any]) -> Any:
    if method == "post":
        return client.post(address, typed)
    return getattr(client, method)(address, encode_multipart(BOUNDARY, typed), content_type=MULTIPART_CONTENT)


def told(found: dict[str, Any]) -> str:
    return "\n".join(f"{place}: {words}" for place, words in found.items())


def some(places: list[str]) -> list[str]:
    """Return a part of them that is the same in each run."""
    return Random(SEED).sample(places, SOME)


def test_an_editor_reads_nothing_of_another_regency_at_some_addresses(
    client: Client, offices: dict[str, User]
) -> None:
    """The small twin of the walk below."""
    client.raise_request_exception = False
    leaks = read(sign_in(client, offices[EDITOR]), some(addresses(OTHERS)))
    assert not leaks, told(leaks)


@pytest.mark.prove
@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_anything_of_another_regency(client: Client, offices: dict[str, User], role: str) -> None:
    client.raise_request_exception = False
    places = list(dict.fromkeys(addresses(OTHERS) + (addresses(OWN) if role == EDITOR else [])))
    leaks = read(sign_in(client, offices[role]), places)
    print(f"{role}: {len(places)} addresses, read {len(readings(places))} times, {len(leaks)} leaks")  # noqa: T201
    assert not leaks, told(leaks)


@pytest.mark.prove
@pytest.mark.parametrize("role", ROLES)
def test_nobody_changes_anything_of_another_regency(client: Client, offices: dict[str, User], role: str) -> None:
    client.raise_request_exception = False
    places = addresses(OTHERS)
    taken = write(sign_in(client, offices[role]), places, forged(offices[role]))
    print(f"{role}: {len(places)} addresses, sent to {len(writings(places))} times, {len(taken)} taken")  # noqa: T201
    assert not taken, told(taken)


def forged(user: User) -> dict[str, Any]:
    """Return what forms of the office ask for, said all at once."""
    home = HomePage.objects.get(regency=OWN, locale__language_code="id")
    collection = RegencySite.objects.get(regency=OWN).collection_id
    return {
        **dict.fromkeys(("title", "name", "new_title", "label", "short_name", "text", "wish", "comment"), "x"),
        "slug": "diambil", "new_slug": "diambil", "destination": home.pk, "new_parent_page": home.pk, "dest": home.pk,
        "destination_page_id": home.pk, "collection": collection, "regency": "64.08", "locales": [2],
        "action-publish": "1", "action": "approve", "delete": "1", "decision": "setuju", "id": N, "position": 0,
        "restriction_type": "none", "value": "x", "position_after": "", "next": "/kelola/", "user": user.pk,
        "selected-submissions": N, "confirm": "1", "wagtail_locale": 2, "why": "tidak baik",
        "external-link-chooser-url": "/cerita/",
    }  # fmt: skip


def kept() -> list[Any]:
    """Return what is kept of everything a regency has: a hash of the rows of each table."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.app_label in ROOMS and is_kept(model)]
    hashes = [
        f"SELECT '{table}', md5(string_agg(one::text, '|' ORDER BY one::text)) FROM {table} AS one"  # noqa: S608
        for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(hashes))
        return sorted(cursor.fetchall())


def is_kept(model: type[Model]) -> bool:
    """Say whether a row of this kind is something of a regency: what the office notes of itself is not."""
    return model._meta.managed and not model._meta.proxy and model._meta.model_name not in NOTES


@pytest.mark.prove
def test_the_same_addresses_show_a_superuser_every_secret(client: Client, offices: dict[str, User]) -> None:
    """The control: the words are there to be read, by whoever may."""
    client.raise_request_exception = False
    found = read(sign_in(client, offices["superuser"]), [place for place in addresses(OTHERS) if WORTH.search(place)])
    seen = {word for words in found.values() for word in words}
    assert seen >= {
        f"{MARK}-{what}"
        for what in (
            "storypage", "destinationpage", "eventpage", "routepage", "makerpage", "agencypage", "perubahan",
            "gambar", "rekaman", "koleksi", "dinas", "komentar", "keinginan", "kiriman", "editor", "jawaban",
        )
    }  # fmt: skip
    assert len(found) > 60


def test_an_address_of_which_nobody_knows_what_it_takes_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.cms.regencies.walk.pages_of", lambda *_args, **_more: [])
    monkeypatch.setattr("tests.cms.regencies.walk._patterns", lambda *_args: iter(["kelola/baru/<int:apa>/"]))
    with pytest.raises(Unknown):
        addresses(OTHERS)
