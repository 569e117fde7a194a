"""Batches for tests, made as their sellers make them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from catalogue.models import Batch, Product
from sellers.actions.batches import record_batch
from sellers.models import Producer


def a_batch(producer: Producer, product: Product, **said: Any) -> Batch:
    """Return a batch of twelve packs that are good for half a year."""
    known: dict[str, Any] = {
        "made_on": timezone.localdate() - timedelta(days=10),
        "best_before": timezone.localdate() + timedelta(days=180),
        "quantity": 12,
        "by": producer.user,
        "reference": uuid4(),
    }
    return record_batch(seller=producer.seller, product=product, **{**known, **said})
