"""What the clock does for the search."""

from __future__ import annotations

from celery import shared_task
from django.db import transaction

from catalogue.indexing import index_products
from market.shop.search.models import Stale

AT_ONCE = 1_000
MOST_ROUNDS = 20
"""Of one call, which is called again after half a minute."""


@shared_task
def index_the_renamed() -> int:
    """Index goods anew whose maker, shop, place or category was renamed; return how many rows said so."""
    done = 0
    for _round in range(MOST_ROUNDS):
        some = _index_some()
        done += some
        if some < AT_ONCE:
            break
    return done


@transaction.atomic
def _index_some() -> int:
    noted = Stale.objects.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE]
    rows = dict(noted.values_list("pk", "product_number"))
    Stale.objects.filter(pk__in=rows).delete()
    index_products(sorted(set(rows.values())))
    return len(rows)
