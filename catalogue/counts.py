"""How many goods bear what mark on one shelf: read from the counts that triggers keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from catalogue.listed import ALL

if TYPE_CHECKING:
    from catalogue.filters import Filters

COUNTS = """
SELECT tally.mark, sum(tally.change), coalesce(regency."name", village."name", '')
FROM "catalogue_tally" tally
LEFT JOIN "regions_regency" regency ON tally.mark LIKE 'r%%' AND regency."code" = substr(tally.mark, 2)
LEFT JOIN "regions_village" village ON tally.mark LIKE 'v%%' AND village."code" = substr(tally.mark, 2)
WHERE (
    tally.shelf = %s AND (tally.mark < 'k' OR tally.mark >= 'l') AND (tally.mark < 'v' OR tally.mark BETWEEN %s AND %s)
) OR (tally.shelf = 's' AND tally.mark >= 'k' AND tally.mark < 'l')
GROUP BY tally.mark, 3 HAVING sum(tally.change) > 0
"""
MOST_VILLAGES = """
SELECT substr(mark, 2), sum(change) FROM "catalogue_tally" WHERE shelf = 's' AND mark > 'v' GROUP BY mark
HAVING sum(change) > 0 ORDER BY sum(change) DESC, mark LIMIT %s
"""


class Counts(dict[str, int]):
    """Goods on one shelf by mark, and in all categories; `names` are of regencies, and of villages."""

    def __init__(self, shelf: str, filters: Filters) -> None:
        super().__init__()
        self.names: dict[str, str] = {}
        first, last = (f"v{filters.regency}.", f"v{filters.regency}/") if filters.regency else ("v", "v")
        with connection.cursor() as cursor:
            cursor.execute(COUNTS, [shelf, first, last])
            for mark, number, name in cursor.fetchall():
                self[mark] = int(number)
                self.names[mark] = name.removeprefix("Kabupaten ")

    def beginning(self, letter: str) -> list[str]:
        """Return the marks of one kind, those of most goods first."""
        found = [mark for mark in self if mark.startswith(letter)]
        return sorted(found, key=lambda mark: (-self[mark], self.names[mark]))


def villages_with_most(number: int) -> list[tuple[str, int]]:
    """Return the codes of the villages with most goods on sale, each with their number."""
    with connection.cursor() as cursor:
        cursor.execute(MOST_VILLAGES, [number])
        return [(code, int(goods)) for code, goods in cursor.fetchall()]


def shelf_of(category: int | None) -> str:
    """Return the mark of a category, or of everything."""
    return ALL if category is None else f"k{category}"
