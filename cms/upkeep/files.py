"""Lists that editors take along from the office, forms' answers among them, are safe to open in a spreadsheet.

Wagtail writes words as they are: what a stranger answered could be a formula in CSV, and one letter that no sheet
takes made the whole XLSX file fail.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from market.settlement.sheets import safe_cell

_cell = SpreadsheetExportMixin.preprocess_field_value
_heading = SpreadsheetExportMixin.get_heading


def keep_words_from_being_formulas() -> None:
    """Let every list of the office be written with safe words from now on."""
    SpreadsheetExportMixin.preprocess_field_value = safe_value
    SpreadsheetExportMixin.get_heading = safe_heading


def safe_value(view: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
    """Return what stands in a cell: as Wagtail has it, its words made safe."""
    written = _cell(view, field, value, export_format)
    return safe_cell(written) if isinstance(written, str) else written


def safe_heading(view: SpreadsheetExportMixin, queryset: Any, field: str) -> Any:
    """Return what stands above a column: questions are words of an editor's."""
    return safe_cell(str(_heading(view, queryset, field)))
