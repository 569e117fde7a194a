"""The list for search engines against a walk over all links from both front pages: the same addresses, each once.

What a walk finds beyond the list is there for a reason that is checked: it says noindex, robots.txt shuts it, it has
parameters (filters and further pages of lists), or it names another page as the one to keep.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import AgencyPage, EventPage, MakerPage, RoutePage, RouteStop
from cms.tree.publishing import publish
from cms.tree.villages import make_village_pages
from market.regions.models import Agency
from tests.catalogue.goods import make_category
from tests.cms.machines.walk import compared
from tests.cms.samples import make_place

SHORT = "Danau luas di tengah Mahakam."


@pytest.fixture
def region(amplang: Any, tell: Any) -> None:
    """Publish one page of each kind."""
    village = amplang.village
    amplang.categories.add(make_category("Camilan uji", "Snacks"))
    tell(village=village, body=[("product", amplang)], title_en="One pan", lead_en="Fish from the Mahakam river.")
    place = make_place(lead=SHORT, village=village)
    publish(MakerPage(title="Bu Ros", lead=SHORT, producer=amplang.producer), body=[], english={"title": "Ros"})
    publish(EventPage(title="Erau", lead=SHORT, starts_at=timezone.now() + timedelta(days=9)), body=[])
    agency = Agency.objects.create(regency=village.district.regency, name="Dinas Pariwisata")
    publish(AgencyPage(title="Dinas Pariwisata", lead=SHORT, agency=agency), body=[])
    route = RoutePage(title="Sehari", lead=SHORT)
    route.stops = [RouteStop(place=place)]
    publish(route, body=[])
    make_village_pages()


def test_it_lists_what_a_walk_finds_once_and_nothing_else(client: Client, region: None, settings: Any) -> None:
    known = compared(client, settings.BASE_URL.rstrip("/"))
    kinds = {page.removeprefix("/en").split("/")[1] for page in known}
    assert {"produk", "kategori", "toko", "desa", "cerita", "wisata", "acara", "rute", "pembuat", "opd"} <= kinds
