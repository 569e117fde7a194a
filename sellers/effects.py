"""What the outbox carries out for this room."""

from __future__ import annotations

from typing import Any

from market.outbox.registry import carries_out
from sellers.actions.bulk import read_on
from sellers.models import GoodsFile


@carries_out("sellers.read_goods")
def read_goods(payload: dict[str, Any], *, key: str) -> None:
    """Read a file of goods on."""
    read_on(GoodsFile.objects.select_related("sent_by").get(pk=payload["goods"]))
