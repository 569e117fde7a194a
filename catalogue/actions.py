"""What happens with the catalogue as a whole."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from catalogue.models import Category

STARTER = Path(__file__).parent / "data" / "categories.csv"


@transaction.atomic
def load_categories() -> int:
    """Make the starter categories that are not there yet, parents first; return how many were made.

    What staff have renamed, moved or described since is left as it is.
    """
    made = 0
    with STARTER.open(newline="") as rows:
        for row in csv.DictReader(rows):
            made += _make(slug=row["slug"], name=row["name"], name_en=row["name_en"], parent=row["parent"])
    return made


def _make(*, slug: str, name: str, name_en: str, parent: str) -> bool:
    if Category.objects.filter(slug=slug).exists():
        return False
    above = Category.objects.filter(slug=parent).first() if parent else None
    add = above.add_child if above else Category.add_root
    add(slug=slug, name=name, name_en=name_en)
    return True
