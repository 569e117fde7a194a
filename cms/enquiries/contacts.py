"""Who answers the visitors of a page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps

from market.open_pages import open_pages


class Contact(NamedTuple):
    """A person of the village; `phone` is E.164."""

    name: str
    phone: str


def contact_of(page: Any) -> Contact | None:
    """Return the page's own contact, or that of its village's page; none where nobody would answer."""
    if not hasattr(page, "contact_phone"):
        return None
    if page.contact_phone:
        return Contact(page.contact_name, page.contact_phone)
    if not page.village_id:
        return None
    villages = open_pages(apps.get_model("cms", "VillagePage").objects.filter(village_id=page.village_id))
    known = villages.exclude(contact_phone="").values_list("contact_name", "contact_phone").order_by("pk").first()
    return Contact(*known) if known else None
