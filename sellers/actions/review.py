"""What shops and goods have in common when an operator looks at them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from market.notify.actions import tell

if TYPE_CHECKING:
    from catalogue.models import Product
    from market.accounts.models import User
    from market.shop.partner.models import Partner
    from sellers.models import Seller


class NotWaiting(Exception):
    """Somebody has already looked at it, or it was never sent in."""


class ChangedMeanwhile(Exception):
    """The seller has changed it since the operator looked: she has to look again."""


def stamp(thing: Seller | Product, *, by: User | None, note: str) -> datetime:
    """Note who looked, when, and what was said; the caller saves."""
    thing.reviewed_at = timezone.now()
    thing.reviewed_by = by
    thing.review_note = note.strip()
    return thing.reviewed_at


def tell_shop(partner: Partner, *, template: str, at: datetime, address: str, **context: Any) -> None:
    """Tell everybody of the shop; `address` is the name of a page without arguments, its link goes along."""
    link = settings.BASE_URL.rstrip("/") + reverse(address)
    for user in partner.users.all():
        key = f"{template}:{partner.pk}:{context.get('number', '')}:{user.pk}:{at.isoformat()}"
        tell(phone=user.phone, template=template, key=key, context={**context, "shop": partner.name, "link": link})
