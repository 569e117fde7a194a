"""The gateways that are switched on, by code."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from market.gateways.base import Gateway


@cache
def all_gateways() -> dict[str, Gateway]:
    """Return the gateways of `settings.PAYMENT_GATEWAYS` by their code."""
    gateways = [import_string(path)() for path in settings.PAYMENT_GATEWAYS]
    return {gateway.code: gateway for gateway in gateways}


def get_gateway(code: str) -> Gateway:
    """Return one gateway. Raises KeyError when it is not switched on."""
    return all_gateways()[code]
