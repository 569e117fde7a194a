"""Two regencies with a site of their own, and one without: each with a story, a place and an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from cms.models import EventPage, HomePage, StoryPage
from cms.regencies.actions import open_regency
from cms.tree.actions import build_site_tree, publish_destination, publish_story
from cms.tree.publishing import publish
from market.regions.models import Village
from tests.market.shop.goods import make_product, make_shop, make_village
from tests.remembered import once

KUKAR, KUTIM = "kukar.localhost:8000", "kutim.localhost:8000"
MAIN = "127.0.0.1:8000"


@dataclass(frozen=True)
class Regencies:
    """The stories by which the regencies are known: two with a site, and one in the market's own tree."""

    kukar: StoryPage
    kutim: StoryPage
    kotim: StoryPage


def villages() -> list[Village]:
    return [
        make_village(),
        make_village("64.08.03.2001", "Sangatta Utara", "Sangatta"),
        make_village("62.02.05.2001", "Parenggean", "Parenggean"),
    ]


def tell_of(village: Village, **words: Any) -> StoryPage:
    known = {"title": f"Cerita {village.name}", "title_en": f"A story of {village.name}", "body": [("text", "Baik.")]}
    told = {**known, **words}
    return publish_story(
        lead="Cerita dari hulu Mahakam.", village=village, picture=None, author="Rina", date=date(2026, 11, 20), **told
    )


def lay_out() -> None:
    build_site_tree()
    kukar, kutim, kotim = villages()
    kukar.district.regency.refresh_from_db()
    type(kutim.district.regency).objects.filter(code="64.08").update(name="Kabupaten Kutai Timur")
    kutim.district.regency.refresh_from_db()
    open_regency(regency=kukar.district.regency, host=KUKAR, tagline="Hulu Mahakam", tagline_en="Upper Mahakam")
    open_regency(regency=kutim.district.regency, host=KUTIM, colours="danau")
    product = make_product(make_shop(village=kukar), price=25_000, stock=3)
    for village in (kukar, kutim, kotim):
        tell_of(village, body=[("text", "Renyah."), ("product", product)])
        publish_destination(
            title=f"Danau {village.name}", lead="Danau luas di Mahakam.", village=village, picture=None, body=[]
        )
        publish(
            EventPage(
                title=f"Pasar {village.name}",
                lead="Pasar pagi di dermaga.",
                village=village,
                starts_at=timezone.now() + timedelta(days=30),
            ),
            body=[],
        )


@pytest.fixture
def regencies(db: None) -> Regencies:
    Site.clear_site_root_paths_cache()
    once(lay_out)
    Site.clear_site_root_paths_cache()
    stories = StoryPage.objects.filter(locale__language_code="id")
    return Regencies(*(stories.get(regency=code) for code in ("64.02", "64.08", "62.02")))


@pytest.fixture
def main_home(regencies: Regencies) -> HomePage:
    return HomePage.objects.get(locale__language_code="id", regency=None)


class At:
    """A browser at one host."""

    def __init__(self, client: Client, host: str) -> None:
        self.client, self.host = client, host

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, headers={"host": self.host, **more.pop("headers", {})}, **more)

    def post(self, path: str, data: Any = None, **more: Any) -> Any:
        return self.client.post(path, data or {}, headers={"host": self.host, **more.pop("headers", {})}, **more)

    def text(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.get("Location"))
        return str(answer.content.decode())


@pytest.fixture
def kukar(client: Client, regencies: Regencies) -> At:
    return At(client, KUKAR)


@pytest.fixture
def main(client: Client, regencies: Regencies) -> At:
    return At(client, MAIN)
