"""Whether who makes a product has a page of her own, asked along with it (catalogue/having.py)."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Exists, OuterRef

from catalogue.having import may_have


def _has_maker_page() -> Exists:
    return Exists(apps.get_model("cms", "MakerPage").objects.filter(producer_id=OuterRef("producer_id")))


def stand_beside_goods() -> None:
    """Let goods on their page say so."""
    may_have("has_maker_page", _has_maker_page)
