"""Where anybody may look up whether a permit is real; said as words, never asked by our pages."""

from __future__ import annotations

from sellers.models import Permit

CHECKED_AT: dict[str, str] = {
    Permit.Kind.NIB: "oss.go.id",
    Permit.Kind.PIRT: "sppirt.pom.go.id",
    Permit.Kind.MD: "cekbpom.pom.go.id",
    Permit.Kind.ML: "cekbpom.pom.go.id",
    Permit.Kind.HALAL: "bpjph.halal.go.id",
}


def where_to_check(kind: str) -> str:
    """Return the public register of a kind of permit, or that the office that gave it knows."""
    return CHECKED_AT.get(kind, "kantor yang mengeluarkannya")
