"""Tables out of an SQL dump of MySQL or MariaDB, as mysqldump and phpMyAdmin write it; nothing of it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sellers.bulk.rows import UnreadableFile

BROKEN = "Berkas SQL ini rusak atau terpotong. Ekspor lagi tabel produk dan pelapak dari OpenSID."
NAME = r"(?:`?\w+`?\.)?`?(\w+)`?"
INSERT = re.compile(rf"^[ \t]*(?:INSERT|REPLACE)(?: IGNORE)? INTO {NAME}\s*(?:\(([^()]*)\))?\s*VALUES\s*", re.I | re.M)
CREATE = re.compile(rf"^[ \t]*CREATE TABLE (?:IF NOT EXISTS )?{NAME}\s*\((.*?)^[ \t]*\)", re.I | re.M | re.S)
COLUMN = re.compile(r"^\s*`(\w+)`", re.M)
VALUE = re.compile(r"\s*(?:_\w+\s*)?('(?:[^'\\]|\\.|'')*+'|[^\s,()']+)\s*([,)])", re.S)
NEXT_ROW = re.compile(r"\s*([,;]?)\s*(\(?)")
ESCAPED = re.compile(r"\\(.)|''", re.S)
MEANT = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": ""}


def is_sql(text: str) -> bool:
    """Does it put rows into tables?"""
    return INSERT.search(text) is not None


def tables_of_sql(text: str) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a dump by their names, each row by its columns; what is NULL is None.

    Raises:
        UnreadableFile: it is broken, cut off, or does not say what its columns are called.
    """
    columns = {made[1].casefold(): COLUMN.findall(made[2]) for made in CREATE.finditer(text)}
    tables: dict[str, list[dict[str, Any]]] = {}
    at = 0
    while found := INSERT.search(text, at):
        name, named = found[1].casefold(), re.findall(r"\w+", found[2] or "")
        names = [each.casefold() for each in named or columns.get(name, [])]
        at = found.end()
        for row, behind in _rows(text, at):
            at = behind
            if len(row) != len(names):
                raise UnreadableFile(BROKEN)
            tables.setdefault(name, []).append(dict(zip(names, row, strict=True)))
    return tables


def _rows(text: str, at: int) -> Iterator[tuple[list[str | None], int]]:
    """Yield each row of one statement, and where the text goes on behind it."""
    begins = NEXT_ROW.match(text, at)
    while begins and begins[2]:
        row, at = [], begins.end()
        while True:
            value = VALUE.match(text, at)
            if value is None:
                raise UnreadableFile(BROKEN)
            row.append(_read(value[1]))
            at = value.end()
            if value[2] == ")":
                break
        yield row, at
        begins = NEXT_ROW.match(text, at)
        if begins and begins[1] != ",":
            return


def _read(value: str) -> str | None:
    if value.startswith("'"):
        return ESCAPED.sub(lambda one: MEANT.get(one[1], one[1]) if one[1] else "'", value[1:-1])
    return None if value.upper() == "NULL" else value
