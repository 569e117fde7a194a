"""Lists of the money desk as files to take home: CSV that spreadsheets read as UTF-8, or XLSX; never a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from market.settlement.sheets import Cell, write_csv, write_xlsx

CSV, XLSX = "csv", "xlsx"
KINDS = (CSV, XLSX)
TYPES = {CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def as_file(rows: Iterable[Sequence[Cell]], *, name: str, kind: str, title: str) -> HttpResponse:
    """Return rows, the first being the heading, as a file called `name` and its kind; CSV for no known kind."""
    kind = kind if kind in KINDS else CSV
    content: str | bytes = write_xlsx(rows, title=title) if kind == XLSX else "\ufeff" + write_csv(rows)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
