"""Batches for tests, made as their sellers make them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from catalogue.models import Batch, Product
from sellers.actions.batches import record_batch
from sellers.models import Producer


def a_batch(producer: Producer, product: Product, **said: Any) -> Batch:
    """Return a batch of twelve packs that are good for half a year."""
    known: dict[str, Any] = {
        "made_on": date(2026, 11, 12),
        "best_before": date(2027, 5, 12),
        "quantity": 12,
        "by": producer.user,
        "reference": uuid4(),
    }
    return record_batch(seller=producer.seller, product=product, **{**known, **said})
