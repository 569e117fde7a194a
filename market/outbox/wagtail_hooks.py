"""What waits, what was done and what was parked, for operators to look at; what was parked can be tried again."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import ListingButton
from wagtail.permissions import register_permission_policy

from market.outbox import trying_again
from market.outbox.looking import LookOnlyPolicy, LookOnlyViewSet
from market.outbox.models import Effect

register_permission_policy(Effect, LookOnlyPolicy(Effect))


class EffectIndexView(generic.IndexView):
    """Offers "Coba lagi" at every parked effect."""

    def get_list_more_buttons(self, instance: Effect) -> list[Any]:
        if instance.done_at or not instance.parked_at:
            return []
        return [ListingButton("Coba lagi", url=reverse("efek:try_again", args=[instance.pk]))]


class EffectViewSet(LookOnlyViewSet):
    model = Effect
    name = "efek"
    menu_label = "Efek keluar"
    index_view_class = EffectIndexView
    list_display = ["kind", "key", "attempts", "due_at", "done_at", "parked_at", "last_error"]
    list_filter = {"kind": ["exact"], "parked_at": ["isnull"], "done_at": ["isnull"]}
    ordering = ["-pk"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/coba-lagi/", trying_again.view, name="try_again")]


@hooks.register("register_admin_viewset")
def effects() -> EffectViewSet:
    return EffectViewSet()
