"""How official codes are built: that of an area begins with those of all that it is in (64.02.06.2001 is in 64.02)."""

from __future__ import annotations

REGENCY_LENGTH = len("64.02")


def regency_code_of(village: str) -> str:
    """Return the code of the regency that a village is in; empty for no village."""
    return village[:REGENCY_LENGTH]


def beginning_in(regency: str) -> str:
    """Return what the codes of all villages of a regency begin with, and no other's."""
    return f"{regency}."
