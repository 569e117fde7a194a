"""Every public page names itself in each language it has, and is marked with its own."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from cms.tree.actions import publish_story
from tests.market.pagecache.conftest import Shop
from tests.market.pagecache.conftest import shop as shop

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="http://testserver([^"]*)">')


def alternates(client: Client, address: str) -> dict[str, str]:
    page = client.get(address).content.decode()
    assert f'<html lang="{"en" if address.startswith("/en/") else "id"}"' in page
    return {code: place.replace("&amp;", "&") for code, place in LINK.findall(page)}


def test_it_names_every_public_page_in_both_languages(client: Client, shop: Shop) -> None:
    addresses = {**shop.addresses, "filtered": "/kategori/camilan/?urut=termurah"}
    for kind, address in addresses.items():
        wanted = {"id": address, "x-default": address, "en": f"/en{address}"}
        assert alternates(client, address) == wanted, kind
        assert alternates(client, f"/en{address}") == wanted, kind


def test_it_names_no_translation_that_there_is_not(client: Client, shop: Shop) -> None:
    story = publish_story(
        title="Hanya di sini",
        title_en="",
        lead="Danau luas di tengah Mahakam.",
        body=[],
        village=shop.product.village,
        picture=None,
        author="Rina",
        date=date(2026, 11, 20),
    )

    assert alternates(client, story.url) == {}
    assert 'href="/en/cerita/"' in client.get(story.url).content.decode()  # the link for people leads to the section
