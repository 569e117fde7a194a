"""Every address of the office and the workshop is shut to who has no business there; the address book is walked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from market.accounts.models import User
from tests.cast import Cast, sign_in

SAMPLE = {"int": "1", "number": "1", "uuid": "00000000-0000-0000-0000-000000000000"}
OPEN_TO_ALL = {
    *("kelola/jsi18n/", "kelola/sprite/", "kelola/login/", "kelola/logout/"),
    *("jual/aplikasi/", "jual/antrean/", "jual/manifest.webmanifest"),  # the app itself; what it shows is on the phone
}
PATTERN_GROUP = re.compile(r"\(\?P<\w+>[^()]*(?:\([^()]*\)[^()]*)*\)")


def addresses(start: str) -> list[str]:
    """Return every address below `start`, with a sample where something is to be filled in."""
    found = {re.sub(r"^en/", "", address) for address in _walk(get_resolver(), "")}
    return sorted(address for address in found if address.startswith(start) and address not in OPEN_TO_ALL)


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = before + _sample(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here)
        elif isinstance(entry, URLPattern):
            yield here


def _sample(pattern: str) -> str:
    pattern = re.sub(
        r"<(?:(\w+):)?\w+>", lambda found: SAMPLE.get(found[1] or "", "x"), PATTERN_GROUP.sub("1", pattern)
    )
    return re.sub(r"[\^$\\?]|\|.*", "", pattern)


def opened(client: Client, start: str) -> Iterator[str]:
    """Yield the addresses below `start` that show this client something."""
    return (address for address in addresses(start) if client.get("/" + address).status_code == 200)


def test_it_walks_the_whole_office_and_workshop() -> None:
    assert len(addresses("kelola/toko/")) > 60
    assert len(addresses("kelola/")) > 250
    assert len(addresses("jual/")) >= 3


def test_it_would_see_an_open_door(client: Client, cast: Cast) -> None:
    sign_in(client, User.objects.create_superuser("+6281277700099"))
    client.raise_request_exception = False

    assert len(list(islice(opened(client, "kelola/"), 20))) == 20


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["kelola/", "jual/"])
def test_it_is_shut_to_who_has_not_signed_in(client: Client, start: str) -> None:
    assert list(opened(client, start)) in ([], ["jual/"])


@pytest.mark.parametrize("who", ["rina", "sari"])
def test_it_keeps_the_office_shut_to_buyers_and_sellers(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))

    assert list(opened(client, "kelola/")) == []


def test_it_keeps_the_shop_desk_shut_to_editors(client: Client, cast: Cast) -> None:
    sign_in(client, cast.dewi)

    assert list(opened(client, "kelola/toko/")) == []
