"""Follows oscar.apps.offer.applicator.Applicator (4.2): no discount of which nobody has said who bears it."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from oscar.apps.offer import applicator


class Applicator(applicator.Applicator):
    def get_offers(self, basket: Any, user: Any = None, request: Any = None) -> list[Any]:
        """Return the offers that are borne by somebody, the most urgent first."""
        offers = super().get_offers(basket, user, request)
        prefetch_related_objects(offers, "funding")
        return [offer for offer in offers if hasattr(offer, "funding")]
