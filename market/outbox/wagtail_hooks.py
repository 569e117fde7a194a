"""What waits, what was done and what was parked, for operators to look at."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from market.outbox.looking import LookOnlyPolicy, LookOnlyViewSet
from market.outbox.models import Effect

register_permission_policy(Effect, LookOnlyPolicy(Effect))


class EffectViewSet(LookOnlyViewSet):
    model = Effect
    name = "efek"
    menu_label = "Efek keluar"
    list_display = ["kind", "key", "attempts", "due_at", "done_at", "parked_at", "last_error"]
    list_filter = {"kind": ["exact"], "parked_at": ["isnull"], "done_at": ["isnull"]}
    ordering = ["-pk"]


@hooks.register("register_admin_viewset")
def effects() -> EffectViewSet:
    return EffectViewSet()
