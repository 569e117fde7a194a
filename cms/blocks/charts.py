"""A small table drawn as bars or as a line, on the server; the table itself stands beneath for whoever reads it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from wagtail import blocks

from cms.blocks.bars import bars_of, line_of, written
from cms.blocks.told import Told, lines, row
from cms.blocks.words import GROUP
from cms.live import Live

BARS, LINE = "bars", "line"


class NumberBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="Nama", max_length=40, help_text="Contoh: 2025, atau Juni, atau Rotan")
    value = blocks.DecimalBlock(
        label="Angka", max_digits=15, decimal_places=2, min_value=0, help_text="Tanpa satuan. Contoh: 1250"
    )

    class Meta:
        label = "Baris"


class ChartBlock(Told, blocks.StructBlock):
    title = blocks.CharBlock(label="Judul", max_length=120, help_text="Apa yang dihitung, di mana, kapan.")
    kind = blocks.ChoiceBlock(
        label="Bentuk",
        choices=[(BARS, "Batang: membandingkan"), (LINE, "Garis: dari waktu ke waktu")],
        default=BARS,
    )
    unit = blocks.CharBlock(label="Satuan", required=False, max_length=30, help_text="Contoh: kg, orang, persen")
    rows = blocks.ListBlock(NumberBlock(), label="Baris", min_num=2, max_num=12)
    source = blocks.CharBlock(label="Sumber", required=False, max_length=200, help_text="Contoh: BPS Kukar, 2025")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the drawing, and the table with its numbers as people write them."""
        context = super().get_context(value, parent_context=parent_context)
        numbers = _numbers(value)
        is_line = value["kind"] == LINE and bool(numbers)
        drawn = line_of(numbers) if is_line else bars_of(numbers)
        table = [(label, written(number)) for label, number in numbers]
        return {**context, "drawn": drawn, "is_line": is_line, "table": table}

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return the table, a line a row."""
        unit = value["unit"]
        numbers = [row(label, row(written(number), unit, between=" ")) for label, number in _numbers(value)]
        source = f"{gettext('Sumber')}: {value['source']}" if value["source"] else ""
        return lines(value["title"], *numbers, source)

    class Meta:
        label = "Grafik"
        icon = "sliders"
        group = GROUP
        description = "Gambar batang atau garis dari tabel kecil, dengan tabelnya di bawah."
        template = "cms/blocks/chart.html"
        preview_value = {
            "title": "Panen madu kelulut",
            "kind": BARS,
            "unit": "liter",
            "rows": [{"label": "2024", "value": 320}, {"label": "2025", "value": 410}],
            "source": "",
        }


def _numbers(value: Any) -> list[tuple[str, Decimal]]:
    """Return the rows that have a number: a draft may be shown before all have one."""
    return [(each["label"], each["value"]) for each in value["rows"] if each["value"] is not None]
