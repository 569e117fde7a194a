"""Follows oscar.apps.dashboard.offers.views (4.2): offers are kept and listed with who bears them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from oscar.apps.dashboard.offers import views

from market.settlement.models import Funding


class OfferListView(views.OfferListView):
    def get_queryset(self) -> QuerySet:
        """Return the offers with who bears each, in their own order unless asked for another."""
        found = super().get_queryset().select_related("benefit", "condition", "funding__partner")
        return found if found.query.order_by else found.order_by(*found.model._meta.ordering)


class OfferRestrictionsView(views.OfferRestrictionsView):
    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the offer and who bears it, both or neither."""
        with transaction.atomic():
            offer = form.save(commit=False)
            answer: HttpResponse = self.save_offer(offer)
            Funding.objects.update_or_create(offer=offer, defaults=form.borne._asdict())
        return answer
