"""What came from outside and what became of it, for operators to look at."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from market.inbox.models import Arrival
from market.outbox.looking import LookOnlyPolicy, LookOnlyViewSet

register_permission_policy(Arrival, LookOnlyPolicy(Arrival))


class ArrivalViewSet(LookOnlyViewSet):
    model = Arrival
    name = "kiriman"
    menu_label = "Kiriman masuk"
    list_display = ["source", "external_id", "received_at", "taken_at", "outcome"]
    list_filter = {"source": ["exact"], "taken_at": ["isnull"]}
    ordering = ["-pk"]


@hooks.register("register_admin_viewset")
def arrivals() -> ArrivalViewSet:
    return ArrivalViewSet()
