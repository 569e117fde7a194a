"""How many codes leave: few to one number, few to numbers beside each other or abroad, and not all for strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit

from market.accounts.devices import device_name, is_known

if TYPE_CHECKING:
    from django.http import HttpRequest

HOME = "+62"
NEIGHBOURS = 4
"""Digits by which numbers beside each other differ; who earns on messages rents such numbers by the ten thousand."""


def ration_codes(request: HttpRequest, phone: str) -> None:
    """Count a code that is about to leave for this number.

    On a device that the account knows, what strangers used up does not count: not for the number, not for the address
    that a village shares, not for the whole market.

    Raises:
        RateLimited: it would be one too many.
    """
    if is_known(request, phone):
        rations = {"request_known_login_code": f"{phone} {device_name(request)}", "all_login_codes": "known"}
    else:
        rations = {"request_login_code": phone, "near_login_codes": phone[:-NEIGHBOURS]}
        rations |= {} if phone.startswith(HOME) else {"login_codes_abroad": "all"}
        rations["all_login_codes"] = "all"
    for action, key in rations.items():
        ratelimit.consume(request, action=action, key=key, raise_exception=True)
