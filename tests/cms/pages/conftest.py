"""A page of each kind around one product, published in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.models import Product
from cms.models import AgencyPage, DestinationPage, EventPage, HomePage, MakerPage, RoutePage, RouteStop, VillagePage
from cms.tree.actions import publish_destination
from cms.tree.publishing import publish, tell_of_village
from cms.tree.villages import make_village_pages
from market.regions.models import Agency, Village
from tests.cms.conftest import make_picture

TEXT = [("text", "Airnya luas.")]


@pytest.fixture
def village(amplang: Product) -> Village:
    return amplang.village


@pytest.fixture
def agency(village: Village) -> Agency:
    return Agency.objects.create(
        regency=village.district.regency, name="Dinas Pariwisata", short_name="Dispar", phone="0541 661 042"
    )


@pytest.fixture
def place(home: HomePage, village: Village, agency: Agency) -> DestinationPage:
    return publish_destination(
        title="Danau Semayang",
        lead="Danau tempat pesut muncul.",
        village=village,
        regency=village.district.regency,
        picture=make_picture("Danau"),
        body=TEXT,
        how_to_get_there="Naik ces dari Kota Bangun.",
        title_en="Lake Semayang",
        tourism_class="berkembang",
        attraction="alam",
        access=["perahu"],
        amenities=["homestay", "toilet"],
        open_months=[1, 2, 3],
        opening_hours="08.00–17.00 WITA",
        fee="Rp10.000 per orang",
        homestay_rooms=4,
        homestay_price=150_000,
        latitude=Decimal("-0.22"),
        longitude=Decimal("116.41"),
        contact_name="Pak Edi",
        contact_phone="+628123456789",
        agency=agency,
        sources="Arsip desa, 2025",
        last_reviewed=date(2026, 10, 1),
    )


@pytest.fixture
def event(home: HomePage, village: Village) -> EventPage:
    event = EventPage(
        title="Pasar terapung",
        lead="Setiap minggu di dermaga.",
        village=village,
        regency=village.district.regency,
        starts_at=timezone.now() + timedelta(days=3),
        ends_at=timezone.now() + timedelta(days=3, hours=2),
        repeats="weekly",
        where="Dermaga kecamatan",
        fee="gratis",
    )
    return publish(event, body=TEXT, english={"title": "Floating market", "lead": "Every week on the river."})


@pytest.fixture
def maker(home: HomePage, amplang: Product) -> MakerPage:
    page = MakerPage(
        title="Ibu Sari",
        lead="Menggoreng amplang sejak kecil.",
        producer=amplang.producer,
        voice="Minyaknya harus diam dulu.",
        village=amplang.village,
        regency=amplang.village.district.regency,
    )
    return publish(page, body=TEXT, english={"title": "Ibu Sari", "lead": "Frying since childhood."})


@pytest.fixture
def route(place: DestinationPage, event: EventPage, maker: MakerPage, village: Village) -> RoutePage:
    page = RoutePage(
        title="Akhir pekan menyusuri Mahakam",
        lead="Dua hari di atas air.",
        regency=village.district.regency,
        length="2 hari 1 malam",
        contact_phone="+628123456780",
    )
    page.stops = [
        RouteStop(sort_order=0, title="Dermaga Kota Bangun", text="Berangkat pagi."),
        RouteStop(sort_order=1, place=place, getting_there="naik ces", hours=Decimal("1.5")),
        RouteStop(sort_order=2, place=maker, day=2),
        RouteStop(sort_order=3, place=event, day=2),
    ]
    return publish(page, body=TEXT, english={"title": "A weekend up the Mahakam", "lead": "Two days on the water."})


@pytest.fixture
def office(home: HomePage, agency: Agency) -> AgencyPage:
    page = AgencyPage(title="Dinas Pariwisata", lead="Membina desa wisata.", agency=agency, hours="08.00–16.00 WITA")
    return publish(page, body=TEXT, english={"title": "Tourism office", "lead": "Looks after villages."})


@pytest.fixture
def village_page(place: DestinationPage, village: Village) -> VillagePage:
    make_village_pages()
    return tell_of_village(
        village=village,
        lead="Desa di tepi danau Semayang.",
        lead_en="A village on the wide lake.",
        body=TEXT,
        body_en=TEXT,
        picture=make_picture("Desa"),
    )
