"""Take a release of the official list: add, rename, retire and bring back areas by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from psycopg.sql import SQL, Identifier

from market.regions.models import Area, AreaChange, District, Province, Regency, Village
from market.regions.official import BrokenRelease, Names, parent_of, read_release

PILOT_REGENCIES = ("64.02", "64.08", "62.02")  # Kutai Kartanegara, Kutai Timur, Kotawaringin Timur
MODELS: dict[str, type[Area]] = {"province": Province, "regency": Regency, "district": District, "village": Village}
ABOVE = {"regency": "province_id", "district": "regency_id", "village": "district_id"}
RETIRED_SHARE = 0.02
RETIRED_FEW = 20
BATCH = 5000

Kind = AreaChange.Kind


@dataclass(frozen=True)
class Difference:
    """What a release changes at one level."""

    kind: str
    names: Names
    is_first: bool
    added: list[str]
    renamed: dict[str, str]
    returned: dict[str, str]
    retired: dict[str, str]


@dataclass
class ImportReport:
    """How many areas of each level came, were renamed, came back and were retired."""

    added: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, int] = field(default_factory=dict)
    returned: dict[str, int] = field(default_factory=dict)
    retired: dict[str, int] = field(default_factory=dict)

    def is_unchanged(self) -> bool:
        return not any(any(part.values()) for part in (self.added, self.renamed, self.returned, self.retired))


def import_areas(*, folder: Path, release: str, at: datetime) -> ImportReport:
    """Make the areas those of the release in `folder`; the same release again changes nothing.

    Rows are matched by code. A code that is gone is retired, never deleted, so whatever points at it stands. Each
    change is logged, but not the additions to an empty table. On the first load the pilot regencies take part.

    Raises:
        BrokenRelease: when the files are not a whole list, or would retire more than 2 % of a level; nothing changed.
    """
    levels = read_release(folder)
    report = ImportReport()
    with transaction.atomic():
        with connection.cursor() as cursor:  # two imports at once would both add
            cursor.execute("LOCK TABLE regions_province IN SHARE ROW EXCLUSIVE MODE")
        differences = [_compare(kind, names) for kind, names in levels.items()]
        for difference in differences:
            _refuse_mass_retirement(difference)
        for difference in differences:
            _apply(difference, at)
            _log(difference, release, at)
            _count(report, difference)
        if differences[1].is_first:
            Regency.objects.filter(code__in=PILOT_REGENCIES).update(is_member=True)
        if not report.is_unchanged():
            _tell_the_planner()
    return report


def _tell_the_planner() -> None:
    """Count the tables anew: with the counts of empty ones the first searches take a minute, not milliseconds."""
    tables = [Identifier(model._meta.db_table) for model in MODELS.values()]
    with connection.cursor() as cursor:
        cursor.execute(SQL("ANALYZE {}").format(SQL(", ").join(tables)))


def _compare(kind: str, names: Names) -> Difference:
    rows = list(MODELS[kind]._default_manager.values_list("code", "name", "retired_at"))
    known = {code for code, _, _ in rows}
    return Difference(
        kind=kind,
        names=names,
        is_first=not rows,
        added=[code for code in names if code not in known],
        renamed={code: name for code, name, _ in rows if code in names and names[code] != name},
        returned={code: name for code, name, retired in rows if code in names and retired},
        retired={code: name for code, name, retired in rows if code not in names and not retired},
    )


def _refuse_mass_retirement(difference: Difference) -> None:
    most = max(RETIRED_FEW, int(len(difference.names) * RETIRED_SHARE))
    if len(difference.retired) > most:
        raise BrokenRelease(
            f"This release would retire {len(difference.retired)} areas of the level {difference.kind}, "
            f"more than {most}: it is not the whole list"
        )


def _apply(difference: Difference, at: datetime) -> None:
    manager = MODELS[difference.kind]._default_manager
    names = difference.names
    _copy(difference)
    renamed = [_area(difference.kind, code, names[code]) for code in difference.renamed]
    manager.bulk_update(renamed, ["name"], batch_size=BATCH)
    manager.filter(code__in=difference.returned).update(retired_at=None)
    manager.filter(code__in=difference.retired).update(retired_at=at)


def _copy(difference: Difference) -> None:
    """Add the new areas by COPY: the whole country is 91,599 rows."""
    columns = ["code", "name", *([ABOVE[difference.kind]] if difference.kind in ABOVE else [])]
    into = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(MODELS[difference.kind]._meta.db_table), SQL(", ").join(map(Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for code in difference.added:
            copy.write_row((code, difference.names[code], parent_of(code))[: len(columns)])


def _area(kind: str, code: str, name: str) -> Area:
    parent = {ABOVE[kind]: parent_of(code)} if kind in ABOVE else {}
    return MODELS[kind](code=code, name=name, **parent)


def _log(difference: Difference, release: str, at: datetime) -> None:
    def changes(kind: Kind, old_names: Iterable[tuple[str, str]]) -> Iterable[AreaChange]:
        for code, old in old_names:
            new = difference.names.get(code, "")
            yield AreaChange(code=code, kind=kind, old_name=old, new_name=new, release=release, happened_at=at)

    added = [] if difference.is_first else [(code, "") for code in difference.added]
    logged = [
        *changes(Kind.ADDED, added),
        *changes(Kind.RENAMED, difference.renamed.items()),
        *changes(Kind.RETURNED, difference.returned.items()),
        *changes(Kind.RETIRED, difference.retired.items()),
    ]
    AreaChange.objects.bulk_create(logged, batch_size=BATCH)


def _count(report: ImportReport, difference: Difference) -> None:
    report.added[difference.kind] = len(difference.added)
    report.renamed[difference.kind] = len(difference.renamed)
    report.returned[difference.kind] = len(difference.returned)
    report.retired[difference.kind] = len(difference.retired)
