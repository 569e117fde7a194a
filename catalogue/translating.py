"""Staff write goods in English beside the Indonesian, and see where the Indonesian has changed since."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.aggregates import StringAgg
from django.db import transaction
from django.db.models import Case, CharField, F, Func, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import MD5

from catalogue.indexing import index_products
from catalogue.models import Product, ProductTranslation
from catalogue.wording import ENGLISH, TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.managers import ProductQuerySet
    from market.accounts.models import User

BETWEEN = Value("\x1f")
MISSING, OUT_OF_DATE, DONE = "missing", "out_of_date", "done"


def with_source(products: ProductQuerySet) -> ProductQuerySet:
    """Add `source`, the hash of all that is to be said of them in English, names of sizes among it."""
    sizes = Product.objects.filter(parent=OuterRef("pk")).order_by().values("parent")
    names = sizes.annotate(names=StringAgg("title", "\x1e", order_by="pk")).values("names")
    said = Func(BETWEEN, *TEXTS, Subquery(names), function="CONCAT_WS", output_field=TextField())
    return products.annotate(source=MD5(said))


def with_standing(products: ProductQuerySet) -> ProductQuerySet:
    """Add `standing` of their English: missing, out of date, or done; and `english_at`, when it was written."""
    written = ProductTranslation.objects.filter(product=OuterRef("pk"), language=ENGLISH)
    return (
        with_source(products)
        .annotate(
            english_of=Subquery(written.values("source")[:1]), english_at=Subquery(written.values("written_at")[:1])
        )
        .annotate(
            standing=Case(
                When(english_of=None, then=Value(MISSING)),
                When(english_of=F("source"), then=Value(DONE)),
                default=Value(OUT_OF_DATE),
                output_field=CharField(),
            )
        )
    )


@transaction.atomic
def write_in_english(
    *,
    product: Product,
    texts: Mapping[str, str],
    sizes: Mapping[int, str] | None = None,
    seen: str = "",
    by: User | None,
    at: datetime,
) -> ProductTranslation:
    """Keep what somebody has written of a product in English, and let the search find it by that.

    Args:
        texts: by the names in `TEXTS`; what is left out or empty is shown in Indonesian.
        sizes: names of its sizes, by their numbers.
        seen: the `source` that was translated; as it is now unless said.
    """
    source = seen or with_source(Product.objects.filter(pk=product.pk)).get().source
    row = _write(product.pk, {name: texts.get(name, "").strip() for name in TEXTS}, source, by, at)
    own = set(product.children.values_list("pk", flat=True)) if sizes else set()
    for number, name in (sizes or {}).items():
        if number in own:
            _write(number, {"title": name.strip()}, "", by, at)
    index_products([product.pk])
    return row


def _write(number: int, texts: Mapping[str, str], source: str, by: User | None, at: datetime) -> ProductTranslation:
    said = {**texts, "source": source, "written_by": by, "written_at": at}
    return ProductTranslation.objects.update_or_create(product_id=number, language=ENGLISH, defaults=said)[0]
