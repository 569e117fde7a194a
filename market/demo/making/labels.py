"""Two batches of Ibu Sari's with labels on their packs, and looks at them from here and there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from catalogue.models import Batch, Product, Scan
from market.demo.making.shops import Shop
from sellers.actions.batches import record_batch

REFERENCES = (UUID("00000000-0000-4000-8000-00000000ba01"), UUID("00000000-0000-4000-8000-00000000ba02"))
GOOD_FOR = timedelta(days=180)
LOOKS = (3, 1, 0, 4, 2, 6, 1)


def make_labels(shops: list[Shop]) -> None:
    """Let the first shop label two of its goods, one of them made lately."""
    producer = shops[0].producers[0]
    goods = (
        Product.objects.on_sale().filter(seller=producer.seller.partner, structure=Product.STANDALONE).order_by("pk")
    )
    for index, (product, reference) in enumerate(zip(goods, REFERENCES, strict=False)):
        made_on = timezone.localdate() - timedelta(days=10 + 20 * index)
        batch = record_batch(
            seller=producer.seller,
            product=product,
            made_on=made_on,
            best_before=made_on + GOOD_FOR,
            quantity=48,
            by=producer.user,
            reference=reference,
        )
        _look(batch)


def _look(batch: Batch) -> None:
    today, district = timezone.localdate(), batch.village.district_id if batch.village else ""
    scans = [
        Scan(batch=batch, day=today - timedelta(days=ago), district=district if ago % 2 else "", looks=looks)
        for ago, looks in enumerate(LOOKS)
        if looks
    ]
    Scan.objects.bulk_create(scans, ignore_conflicts=True)
