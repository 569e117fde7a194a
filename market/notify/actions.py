"""Tell a person something: put the words together, keep them, and have them sent once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.template import Context
from django.template.loader import select_template
from django.utils import timezone, translation

from market.notify.channels.base import Refused, get_channel
from market.notify.models import Message
from market.outbox.actions import record_effect

SECRET_LIFE = timedelta(minutes=10)
"""A sign-in code that could not leave for this long is of no use to anybody."""


@transaction.atomic
def tell(
    *, phone: str, template: str, context: dict[str, Any], key: str, language: str = "id", is_secret: bool = False
) -> Message:
    """Write a message to an E.164 number and record the effect that will send it; the same key is one message.

    The words come from `messages/<template>.<language>.txt`, in Indonesian where the language has none.
    Raises TemplateDoesNotExist when there is neither.
    """
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "template": template,
            "phone": phone,
            "text": write(template, context, language),
            "is_secret": is_secret,
        },
    )
    if is_new:
        record_effect(kind="notify.send", key=f"notify.send:{message.pk}", payload={"message": message.pk})
    return message


def write(template: str, context: dict[str, Any], language: str) -> str:
    """Return the words of a message as plain text, without the escapes of HTML."""
    page = select_template([f"messages/{template}.{language}.txt", f"messages/{template}.id.txt"])
    with translation.override(language):
        return str(page.template.render(Context(context, autoescape=False))).strip()


def send_message(message_id: int) -> None:
    """Send a waiting message through the channel in use and note how it went; one that was forgotten stays unsaid.

    Raises Unavailable when it may be tried again; a refusal is noted as failed, for good.
    """
    message = Message.objects.filter(pk=message_id).first()
    if message is None or message.status != Message.Status.WAITING:
        return
    if message.is_secret and timezone.now() - message.created_at > SECRET_LIFE:
        _close(message, Message.Status.FAILED, wipe=True)
        return
    channel = get_channel()
    message.channel = channel.code
    try:
        message.external_id = channel.send(phone=message.phone, text=message.text, key=message.key)[:200]
    except Refused:
        _close(message, Message.Status.FAILED, wipe=message.is_secret)
    else:
        message.sent_at = timezone.now()
        _close(message, Message.Status.SENT, wipe=message.is_secret and not channel.keeps_secrets)


def forget_messages(*, keys: Collection[str]) -> None:
    """Delete messages for good, also those that wait; what a channel has carried away is out of our hands."""
    Message.objects.filter(key__in=keys).delete()


def _close(message: Message, status: Message.Status, *, wipe: bool) -> None:
    message.status = status
    if wipe:
        message.text = ""
    message.save(update_fields=["status", "text", "channel", "external_id", "sent_at"])
