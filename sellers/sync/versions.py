"""Releases of the phone's app: what older ones send is brought into today's form, newer ones have to wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Form = tuple[str, dict[str, Any]]
Upgrade = Callable[[str, dict[str, Any]], Form]

RELEASE = 1
"""The form of operations that this server understands; raised together with an upgrade from the one before."""

UPGRADES: dict[int, Upgrade] = {}
"""For each older release, what brings kind and data of an operation into the form of the next."""


class NewerPhone(Exception):
    """The phone's app is newer than this server; its operations wait until the server has caught up."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id


def upgraded(*, id: str, v: int, kind: str, data: dict[str, Any]) -> Form:
    """Return kind and data in the form of this release.

    Raises:
        NewerPhone: they are in a newer one.
    """
    if v > RELEASE:
        raise NewerPhone(id)
    for release in range(v, RELEASE):
        kind, data = UPGRADES[release](kind, data)
    return kind, data
