"""Which network a request comes from: whatever is counted by address is counted by this."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest

NOWHERE = "0.0.0.0"  # noqa: S104  (an address that nobody has: those of whom none is known count as one)
NAME_LENGTH = 32


def network_of(request: HttpRequest) -> str:
    """Return the network that a request comes from, as the proxies that we trust tell it."""
    return str(get_adapter().get_client_ip(request))


def network_around(address: str) -> str:
    """Return an address of version 4 as it is, and for one of version 6 the first of its 2**64.

    Whoever has one address of version 6 has all of those, so they are one. An address of version 4 that a server
    writes as one of version 6 is still one of version 4.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return NOWHERE
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found), 64), strict=False).network_address)


def network_name(address: str) -> str:
    """Return under which name a network is kept, none for no address; the address cannot be read from it."""
    if not address:
        return ""
    name = salted_hmac("checkout.limits", network_around(address), algorithm="sha256").hexdigest()
    return name[:NAME_LENGTH]
