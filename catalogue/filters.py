"""What a list is narrowed to, as its address says it: every state has one, with its parameters in one order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from catalogue.listed import ABROAD, HALAL, IN_STOCK, TO_ORDER
from market.regions.codes import regency_code_of
from market.rupiah.reading import whole_rupiah

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REGENCY, VILLAGE = re.compile(r"[0-9]{2}\.[0-9]{2}"), re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
MOST_LETTERS, TOO_MUCH = 30, 10**9

FLAGS = {
    "ada": (IN_STOCK, _("Ada stok")),
    "halal": (HALAL, _("Halal")),
    "pesanan": (TO_ORDER, _("Dibuat setelah dipesan")),
    "luar_negeri": (ABROAD, _("Bisa ke luar negeri")),
}
"""By parameter: the mark that it asks for, and its name."""

SORTS = {
    "": (_("Terbaru"), "created_at DESC, product_id DESC"),
    "termurah": (_("Termurah"), "price_from ASC NULLS LAST, product_id DESC"),
    "termahal": (_("Termahal"), "price_from DESC NULLS LAST, product_id DESC"),
}


@dataclass(frozen=True)
class Filters:
    """What somebody wants to see; prices in whole rupiah. What an address says that makes no sense is not in it."""

    regency: str = ""
    village: str = ""
    price_from: int | None = None
    price_to: int | None = None
    flags: tuple[str, ...] = ()
    sort: str = ""
    words: str = ""

    @classmethod
    def read(cls, typed: Mapping[str, str], words: str = "") -> Filters:
        """Return what an address asks for; a village is in its regency, and the lower price comes first."""
        village = _fitting(VILLAGE, typed.get("desa", ""))
        regency = regency_code_of(village) or _fitting(REGENCY, typed.get("kabupaten", ""))
        prices = [_rupiah(typed.get("harga_dari", "")), _rupiah(typed.get("harga_sampai", ""))]
        if None not in prices:
            prices.sort(key=int)  # type: ignore[arg-type]
        flags = tuple(name for name in FLAGS if typed.get(name) == "1")
        sort = typed.get("urut", "")
        return cls(regency, village, prices[0], prices[1], flags, sort if sort in SORTS else "", words)

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.regency or self.flags or self.has_prices)

    @property
    def has_prices(self) -> bool:
        return self.price_from is not None or self.price_to is not None

    def marks(self) -> list[str]:
        """Return the marks that goods must bear for it."""
        places = [f"v{self.village}"] if self.village else [f"r{self.regency}"] if self.regency else []
        return [*places, *(FLAGS[name][0] for name in self.flags)]

    def parameters(self) -> list[tuple[str, Any]]:
        """Return its parameters in their one order."""
        said = [
            ("q", self.words),
            ("kabupaten", "" if self.village else self.regency),
            ("desa", self.village),
            ("harga_dari", "" if self.price_from is None else self.price_from),
            ("harga_sampai", "" if self.price_to is None else self.price_to),
            *((name, 1) for name in FLAGS if name in self.flags),
            ("urut", self.sort),
        ]
        return [(name, value) for name, value in said if value != ""]

    def address(self, path: str, **more: Any) -> str:
        """Return the address of this state of the list at `path`."""
        said = urlencode([*self.parameters(), *more.items()])
        return f"{path}?{said}" if said else path

    def with_changes(self, **changes: Any) -> Filters:
        """Return another state."""
        return replace(self, **changes)

    def turned(self, flag: str) -> Filters:
        """Return it with one of the flags the other way."""
        flags: Iterable[str] = {*self.flags} ^ {flag}
        return replace(self, flags=tuple(name for name in FLAGS if name in flags))

    def cleared(self) -> Filters:
        """Return it with nothing left out."""
        return Filters(sort=self.sort, words=self.words)


def _fitting(pattern: re.Pattern[str], typed: str) -> str:
    return typed if pattern.fullmatch(typed) else ""


def _rupiah(typed: str) -> int | None:
    """Return an amount as people type it: 50000, 50.000, Rp 50.000,00; none that nobody can tell, or beyond all."""
    amount = whole_rupiah(typed[:MOST_LETTERS])
    return amount if amount is not None and amount < TOO_MUCH else None
