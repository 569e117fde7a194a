"""The words in which pages speak to programs (https://schema.org), as dicts; rooms above make their own of these.

What a program is told stands on the page too. Nothing that is empty is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from market.regions.models import Village

CONTEXT = "https://schema.org"
COUNTRY = "ID"
Thing = dict[str, Any]


def thing(kind: str, **said: Any) -> Thing:
    """Return one thing with what is said of it, but for what is empty."""
    return {"@type": kind, **{name: value for name, value in said.items() if value not in (None, "", [], {})}}


def document(kind: str, **said: Any) -> Thing:
    """Return a thing that stands for itself on a page."""
    return {"@context": CONTEXT, **thing(kind, **said)}


def absolute(address: str) -> str:
    """Return an address with the market's host, unless it has one."""
    return address if "://" in address else f"{settings.BASE_URL.rstrip('/')}{address}"


def breadcrumbs(crumbs: list[tuple[str, str]]) -> Thing:
    """Return the way to a page from the front, label and address of each step, the page itself last."""
    steps = [
        thing("ListItem", position=number, name=str(label), item=absolute(address))
        for number, (label, address) in enumerate(crumbs, start=1)
    ]
    return document("BreadcrumbList", itemListElement=steps)


def postal_address(village: Village | None) -> Thing | None:
    """Return where a village is, as far as everybody may know; fetch it with all that is above it."""
    if village is None:
        return None
    district = village.district
    return thing(
        "PostalAddress",
        streetAddress=f"{village.kind} {village.name}",
        addressLocality=f"Kec. {district.name}, {district.regency.short_name}",
        addressRegion=district.regency.province.name,
        addressCountry=COUNTRY,
    )
