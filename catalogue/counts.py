"""How many goods bear what mark on one shelf: read from the counts that triggers keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from catalogue.listed import ALL

if TYPE_CHECKING:
    from catalogue.filters import Filters

COUNTS = """
SELECT mark, goods, CASE
    WHEN mark >= 'r' AND mark < 's' THEN (SELECT "name" FROM "regions_regency" WHERE "code" = substr(mark, 2))
    WHEN mark >= 'v' THEN (SELECT "name" FROM "regions_village" WHERE "code" = substr(mark, 2)) ELSE '' END
FROM (
    SELECT mark, sum(change) AS goods FROM "catalogue_tally"
    WHERE shelf = %s AND (mark < 'k' OR mark >= 'l' AND mark < 'v' OR mark BETWEEN %s AND %s) GROUP BY mark
    UNION ALL
    SELECT mark, sum(change) FROM "catalogue_tally" WHERE shelf = 's' AND mark >= 'k' AND mark < 'l' GROUP BY mark
) counted WHERE goods > 0
"""
MOST_VILLAGES = """
SELECT village."code", village."name", district."name", regency."name", most.goods
FROM (
    SELECT substr(mark, 2) AS code, sum(change) AS goods FROM "catalogue_tally"
    WHERE shelf = 's' AND mark > %s AND mark < %s
    GROUP BY mark HAVING sum(change) > 0 ORDER BY sum(change) DESC, mark LIMIT %s
) most
JOIN "regions_village" village ON village."code" = most.code
JOIN "regions_district" district ON district."code" = village."district_id"
JOIN "regions_regency" regency ON regency."code" = district."regency_id"
ORDER BY most.goods DESC, village."code"
"""


class BusyVillage(NamedTuple):
    """A village, where it is, and how many of its goods are on sale."""

    code: str
    name: str
    district: str
    regency: str
    goods: int


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
                self.names[mark] = (name or mark[1:]).removeprefix("Kabupaten ")

    def beginning(self, letter: str) -> list[str]:
        """Return the marks of one kind, those of most goods first."""
        found = [mark for mark in self if mark.startswith(letter)]
        return sorted(found, key=lambda mark: (-self[mark], self.names[mark]))


def villages_with_most(number: int, regency: str = "") -> list[BusyVillage]:
    """Return the villages with most goods on sale, everywhere or in one regency, in one query."""
    first, last = (f"v{regency}.", f"v{regency}/") if regency else ("v", "w")
    with connection.cursor() as cursor:
        cursor.execute(MOST_VILLAGES, [first, last, number])
        return [BusyVillage(*where, goods=int(goods)) for *where, goods in cursor.fetchall()]


def shelf_of(category: int | None) -> str:
    """Return the mark of a category, or of everything."""
    return ALL if category is None else f"k{category}"
