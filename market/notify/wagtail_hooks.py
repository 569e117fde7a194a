"""What was said to whom and whether it went, for operators to look at; the words are not shown."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from market.notify.models import Message
from market.outbox.looking import LookOnlyPolicy, LookOnlyViewSet

register_permission_policy(Message, LookOnlyPolicy(Message))


class MessageViewSet(LookOnlyViewSet):
    model = Message
    name = "pesan"
    menu_label = "Pesan"
    list_display = ["phone", "template", "status", "channel", "created_at", "sent_at"]
    list_filter = ["status", "template"]
    search_fields = ["phone"]
    ordering = ["-pk"]


@hooks.register("register_admin_viewset")
def messages() -> MessageViewSet:
    return MessageViewSet()
