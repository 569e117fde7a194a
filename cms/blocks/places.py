"""Blocks about where: villages, places to visit, a sketch of where they lie, and a way through them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import examples
from cms.blocks.choosing import ChosenPlace, ChosenVillage
from cms.blocks.examples import WithExample
from cms.blocks.told import Told, ToldLive, lines, row
from cms.live import Live
from cms.live.wanted import PLACE, VILLAGE
from cms.maps.points import EAST, NORTH, SOUTH, WEST
from cms.maps.sketch import Spot

GROUP = "Tempat"


class VillageBlock(WithExample, ToldLive, ChosenVillage):
    """A village, with a way to all its goods."""

    def example(self) -> Any:
        """Return where the newest product comes from."""
        return examples.village()

    def shown(self, value: Any, live: Live) -> Any:
        """Return the village, while it is on the official list."""
        return live.of(VILLAGE, value)

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return its full name."""
        village = self.shown(value, self.live_for(value, live))
        return f"{village.kind} {village.full_name}" if village else ""

    class Meta:
        label = "Desa"
        icon = "home"
        group = GROUP
        description = "Sebuah desa, dan jalan ke semua produknya."
        template = "cms/blocks/village.html"


class PlaceBlock(WithExample, ToldLive, ChosenPlace):
    """A place to visit."""

    def example(self) -> Any:
        """Return the newest place."""
        return examples.place()

    def shown(self, value: Any, live: Live) -> Any:
        """Return its page, while it is published."""
        return live.of(PLACE, value)

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return its name and lead."""
        place = self.shown(value, self.live_for(value, live))
        return row(place.title, place.lead) if place else ""

    class Meta:
        label = "Tempat wisata"
        icon = "site"
        group = GROUP
        description = "Kartu sebuah tempat wisata."
        template = "cms/blocks/place.html"


class SpotBlock(blocks.StructBlock):
    place = ChosenPlace(
        label="Tempat wisata",
        required=False,
        help_text="Yang sudah punya titik di peta. Atau isi tiga kotak di bawah.",
    )
    name = blocks.CharBlock(label="Nama", required=False, max_length=60)
    latitude = blocks.DecimalBlock(
        label="Lintang",
        required=False,
        max_digits=9,
        decimal_places=6,
        help_text="Contoh: -0.41467",
        validators=(
            MinValueValidator(SOUTH, "Ini di luar Indonesia. Contoh: -0.41467"),
            MaxValueValidator(NORTH, "Ini di luar Indonesia. Contoh: -0.41467"),
        ),
    )
    longitude = blocks.DecimalBlock(
        label="Bujur",
        required=False,
        max_digits=9,
        decimal_places=6,
        help_text="Contoh: 116.98532",
        validators=(
            MinValueValidator(WEST, "Ini di luar Indonesia. Contoh: 116.98532"),
            MaxValueValidator(EAST, "Ini di luar Indonesia. Contoh: 116.98532"),
        ),
    )
    words = blocks.CharBlock(label="Keterangan", required=False, max_length=120)

    def clean(self, value: Any) -> Any:
        """Refuse a spot that lies nowhere."""
        cleaned = super().clean(value)
        if cleaned["place"] is not None:
            if cleaned["place"].specific.point() is None:
                wrong = ValidationError("Halaman tempat ini belum punya titik di peta.")
                raise StructBlockValidationError(block_errors={"place": wrong})
        elif not cleaned["name"] or None in (cleaned["latitude"], cleaned["longitude"]):
            raise StructBlockValidationError(
                non_block_errors=["Pilih tempat wisatanya, atau isi nama, lintang dan bujur."]
            )
        return cleaned

    class Meta:
        label = "Titik"


class MapBlock(ToldLive, blocks.StructBlock):
    """A sketch of where some places lie, with a list of them."""

    title = blocks.CharBlock(label="Judul", required=False, max_length=100)
    spots = blocks.ListBlock(SpotBlock(), label="Titik", min_num=1, max_num=20)

    def shown(self, value: Any, live: Live) -> list[Spot]:
        """Return the spots that lie somewhere now."""
        spots = (_spot(each, live) for each in value["spots"])
        return [spot for spot in spots if spot is not None]

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return a numbered line for each spot."""
        spots = self.shown(value, self.live_for(value, live))
        told = (f"{number}. {row(spot.name, spot.words)}" for number, spot in enumerate(spots, 1))
        return lines(value["title"], *told) if spots else ""

    class Meta:
        label = "Peta letak"
        icon = "crosshairs"
        group = GROUP
        description = "Gambar letak beberapa tempat, dengan daftarnya. Tanpa jalan dan sungai."
        template = "cms/blocks/map.html"


class StepBlock(blocks.StructBlock):
    time = blocks.CharBlock(label="Kapan", max_length=40, help_text="Contoh: Hari 1, 06.00")
    where = blocks.CharBlock(label="Di mana", max_length=100, help_text="Contoh: Dermaga Tangga Arung")
    words = blocks.TextBlock(label="Apa yang dilakukan", rows=2, required=False)
    place = ChosenPlace(label="Halaman tempatnya", required=False)

    class Meta:
        label = "Langkah"


class ItineraryBlock(ToldLive, blocks.StructBlock):
    """A journey, step by step."""

    title = blocks.CharBlock(label="Judul", required=False, max_length=100)
    steps = blocks.ListBlock(StepBlock(), label="Langkah", min_num=2, max_num=20)

    def shown(self, value: Any, live: Live) -> list[dict[str, Any]]:
        """Return the steps, each with its place's page where that is published."""
        return [{**step, "page": live.of(PLACE, step["place"])} for step in value["steps"]]

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return a line for each step."""
        steps = (row(step["time"], row(step["where"], step["words"], between=". ")) for step in value["steps"])
        return lines(value["title"], *steps)

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return all words: nothing in them is of the moment."""
        return Told.get_searchable_content(self, value)

    class Meta:
        label = "Rencana perjalanan"
        icon = "list-ol"
        group = GROUP
        description = "Langkah demi langkah: kapan, di mana, apa."
        template = "cms/blocks/itinerary.html"
        preview_value = {
            "title": "Sehari ke danau",
            "steps": [
                {"time": "05.00", "where": "Dermaga", "words": "Berangkat saat masih berkabut.", "place": None},
                {"time": "09.00", "where": "Kampung terapung", "words": "Sarapan ikan bakar.", "place": None},
            ],
        }


def _spot(value: Any, live: Live) -> Spot | None:
    """Return where a spot lies: as its page says now, or as it was written by hand."""
    if value["place"] is None:
        if None in (value["latitude"], value["longitude"]):
            return None
        return Spot(value["name"], (value["latitude"], value["longitude"]), words=value["words"])
    page = live.of(PLACE, value["place"])
    point = page.point() if page and hasattr(page, "point") else None
    return Spot(value["name"] or page.title, point, page.url, value["words"]) if point else None
