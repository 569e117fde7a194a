"""What the tests of permits send."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from catalogue.models import Product
from market.accounts.models import User
from sellers.actions import see_permit, send_permit
from sellers.models import Permit, Producer
from tests.sellers.conftest import upload

ADD = reverse("workshop:add_permit")
HALAL = "ID64110055824640426"


def answers(**changed: Any) -> dict[str, Any]:
    given = {"kind": "halal", "number": f"id {HALAL[2:]}", "valid_until": "", "photo": upload("surat.jpg")}
    return {name: value for name, value in {**given, **changed}.items() if value is not None}


def sent(producer: Producer, *products: Product, **changed: Any) -> Permit:
    said = {"kind": "halal", "number": HALAL, "photo": "izin/x.jpg", "products": products, **changed}
    return send_permit(seller=producer.seller, **said)


def seen_permit(producer: Producer, by: User, **said: Any) -> Permit:
    """Return a P-IRT that an operator has looked at."""
    known = {"kind": "pirt", "number": "2016402010001-30", "photo": "izin/x.jpg", **said}
    return see_permit(permit=send_permit(seller=producer.seller, **known), by=by)


def is_halal(product: Product) -> bool:
    return Product.objects.get(pk=product.pk).is_halal
