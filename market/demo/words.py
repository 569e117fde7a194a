"""Compiled translations are not kept in the repository; this makes them, without gettext's tools."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(root: Path) -> int:
    """Compile every message catalogue that is newer than its compiled form; return how many."""
    stale = [po for po in (root / "locale").glob("*/LC_MESSAGES/django*.po") if _is_stale(po)]
    for po in stale:
        _compile(po)
    return len(stale)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> None:
    """Write beside, then put in place: another process may be reading."""
    with po.open("rb") as source:
        catalogue = read_po(source)
    beside = po.with_suffix(f".{os.getpid()}.mo")
    with beside.open("wb") as target:
        write_mo(target, catalogue)
    beside.replace(po.with_suffix(".mo"))
