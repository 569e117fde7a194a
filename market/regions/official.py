"""The official list as four CSV files: read whole, checked whole, before anybody acts on it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

OFFICIAL_FOLDER = Path(__file__).parent / "data"
OFFICIAL_RELEASE = "idn-area-data 4.0.1"


class BrokenRelease(Exception):
    """The files cannot be the official list; the message says which file, which line, and why."""


@dataclass(frozen=True)
class Level:
    """One of the four files: its columns, the shape of its codes, and the level above."""

    file: str
    header: tuple[str, ...]
    code: re.Pattern[str]
    above: str = ""


LEVELS = {
    "province": Level("provinces.csv", ("code", "name"), re.compile(r"\d{2}")),
    "regency": Level("regencies.csv", ("code", "province_code", "name"), re.compile(r"\d{2}\.\d{2}"), "province"),
    "district": Level(
        "districts.csv", ("code", "regency_code", "name"), re.compile(r"\d{2}\.\d{2}\.\d{2}"), "regency"
    ),
    "village": Level(
        "villages.csv", ("code", "district_code", "name"), re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}"), "district"
    ),
}

Names = dict[str, str]


def parent_of(code: str) -> str:
    """Return the code of the area above, such as 64.02.06 for 64.02.06.2001; empty for a province."""
    return code.rpartition(".")[0]


def read_release(folder: Path) -> dict[str, Names]:
    """Return name by code for each level: province, regency, district, village.

    Raises:
        BrokenRelease: for a missing file, an encoding other than UTF-8, another header, a bad or repeated code, an
            empty name, an area whose parent is missing, or an area that should hold others and holds none (a file
            that was cut short).
    """
    levels: dict[str, Names] = {}
    for kind, level in LEVELS.items():
        levels[kind] = _read_level(folder / level.file, level)
        if level.above:
            _refuse_orphans(level, levels[kind], levels[level.above])
    return levels


def _read_level(path: Path, level: Level) -> Names:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            if tuple(next(rows, ())) != level.header:
                raise BrokenRelease(f"{level.file}: the first line must be {','.join(level.header)}")
            names: Names = {}
            for row in rows:
                _take_row(names, row, level, rows.line_num)
    except FileNotFoundError:
        raise BrokenRelease(f"{level.file} is missing in {path.parent}") from None
    except UnicodeDecodeError as error:
        raise BrokenRelease(f"{level.file} is not UTF-8: {error}") from None
    except csv.Error as error:
        raise BrokenRelease(f"{level.file} is not a proper CSV file: {error}") from None
    return names


def _take_row(names: Names, row: list[str], level: Level, line: int) -> None:
    where = f"{level.file} line {line}"
    if len(row) != len(level.header):
        raise BrokenRelease(f"{where}: {len(row)} columns instead of {len(level.header)}")
    code, name = row[0], row[-1].strip()
    if not level.code.fullmatch(code) or not code.isascii():
        raise BrokenRelease(f"{where}: {code!r} is not a code of this level")
    if code in names:
        raise BrokenRelease(f"{where}: {code} comes twice")
    if level.above and row[1] != parent_of(code):
        raise BrokenRelease(f"{where}: {code} cannot lie in {row[1]}")
    if not name or len(name) > 100 or not name.isprintable() or "\ufffd" in name:
        raise BrokenRelease(f"{where}: {row[-1]!r} is not a name")
    names[code] = name


def _refuse_orphans(level: Level, names: Names, above: Names) -> None:
    parents = {parent_of(code) for code in names}
    if orphans := sorted(parents - above.keys()):
        raise BrokenRelease(f"{level.file}: {orphans[0]} holds areas but is missing in the file above")
    if empty := sorted(above.keys() - parents):
        raise BrokenRelease(f"{level.file}: nothing lies in {empty[0]}; the file was cut short")
