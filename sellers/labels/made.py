"""What a label says: from a batch, its shop's permits, and the address of its page."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from catalogue.models import Batch, Product
from sellers.labels.drawing import Label
from sellers.models import Permit

PRINTED = {
    Permit.Kind.PIRT: "P-IRT",
    Permit.Kind.MD: "BPOM RI MD",
    Permit.Kind.ML: "BPOM RI ML",
    Permit.Kind.HALAL: "Halal",
}
ALREADY = ("MD", "ML")
"""What a number may begin with already; it is not said twice."""

LANGUAGE = "id"


def address_of(batch: Batch) -> str:
    """Return what the code on a pack leads to; it is printed, and stays put."""
    return f"{settings.BASE_URL.rstrip('/')}/p/{batch.code}"


def label_of(batch: Batch, *, today: date) -> Label:
    """Return the label of a batch with the permits that are in force, in Indonesian as the law wants it."""
    address = address_of(batch)
    with translation.override(LANGUAGE):
        return Label(
            title=batch.title,
            maker=batch.maker if batch.maker == batch.seller.name else f"{batch.maker} · {batch.seller.name}",
            place=batch.village.full_name if batch.village else "",
            content=batch.content,
            made=_day(batch.made_on),
            best_before=_day(batch.best_before),
            code=batch.spoken_code,
            url=address,
            short=address.partition("://")[2].rpartition("/")[0],
            permits=[_permit(permit) for permit in _permits(batch, today)],
            ingredients=_ingredients(batch),
        )


def _ingredients(batch: Batch) -> str:
    """Return what is in the product as its page says on the day of printing, on one line."""
    if batch.product is None:
        return ""
    whole = batch.product.parent or batch.product
    return " ".join(whole.ingredients.split())


def _permits(batch: Batch, today: date) -> list[Permit]:
    if batch.product is None:
        return []
    whole = batch.product.parent or batch.product
    found = Permit.objects.in_force(today).covering(Product(pk=whole.pk, seller_id=batch.seller_id))
    return list(found.filter(kind__in=PRINTED).order_by("kind", "pk"))


def _permit(permit: Permit) -> str:
    name = PRINTED[Permit.Kind(permit.kind)]
    if permit.number.startswith(ALREADY) and name.endswith(ALREADY):
        name = name.rsplit(" ", 1)[0]
    return f"{name} {permit.number}"


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else ""
