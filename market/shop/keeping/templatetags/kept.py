"""What a person has kept, for pages of floors below and for the product's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from catalogue.models import Product
from market.shop.keeping.kept import favourites_of
from market.shop.keeping.models import Favourite, SavedAddress, Wait

register = template.Library()

ON_HOME = 4


@register.simple_tag(takes_context=True)
def kept(context: Context, product: Product) -> dict[str, bool]:
    """Say whether who looks has kept a product (`is_favourite`) or waits for it (`is_waiting`).

    On public pages it says nothing, and asks nothing.
    """
    request = context.get("request")
    if request is None or getattr(request, "is_public", False) or not request.user.is_authenticated:
        return {}
    mine = {"user": request.user, "product": product}
    return {
        "is_favourite": Favourite.objects.filter(**mine).exists(),
        "is_waiting": not product.has_stock() and Wait.objects.filter(**mine).exists(),
    }


@register.simple_tag(takes_context=True)
def my_favourites(context: Context) -> list[Any]:
    """Return the latest few goods that a signed-in person has kept, as cards."""
    user = context["request"].user
    return favourites_of(user)[:ON_HOME] if user.is_authenticated else []


@register.simple_tag(takes_context=True)
def my_address(context: Context) -> SavedAddress | None:
    """Return a signed-in person's default address."""
    user = context["request"].user
    return SavedAddress.objects.with_places().filter(user=user).first() if user.is_authenticated else None
