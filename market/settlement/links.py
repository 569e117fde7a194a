"""Where a buyer follows a purchase. The link carries its secret: whoever has it may look, nobody else."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from market.settlement.models import OrderGroup


def tracking_path(group: OrderGroup) -> str:
    """Return the path of the page that follows a purchase, in the buyer's language."""
    with translation.override(group.language):
        return reverse("checkout:track", kwargs={"secret": group.secret})


def tracking_url(group: OrderGroup) -> str:
    """Return the whole address of that page, for messages and gateways."""
    return f"{settings.BASE_URL.rstrip('/')}{tracking_path(group)}"
