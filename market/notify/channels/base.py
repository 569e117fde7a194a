"""What every channel promises."""

from __future__ import annotations

from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Unavailable(Exception):
    """The channel did not take the message now; the same message may be tried again."""


class Refused(Exception):
    """The channel understood and said no; the same message will be refused again."""


class Channel(Protocol):
    """A way for a message to leave. `code` is kept beside each message that went through it."""

    code: str
    keeps_secrets: bool
    """Whether the words of a secret message stay readable after sending (only where the store is the channel)."""

    def send(self, *, phone: str, text: str, key: str) -> str:
        """Send `text` to the E.164 number; return the channel's own id for it, or an empty text.

        `key` is the same on every try, for a gateway that can drop repeats. Raises Unavailable or Refused.
        """


def get_channel() -> Channel:
    """Return the channel that the settings name."""
    return cast(Channel, import_string(settings.NOTIFY_CHANNEL)())
