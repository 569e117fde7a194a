"""How the house logs: to standard error, with what belongs to people left out."""

from __future__ import annotations

import logging
import re
from typing import Any

LONG_NUMBER = re.compile(r"(?<![\w.-])\+?\d[\d -]{7,20}\d(?![\w.])")
SECRET_LINK = re.compile(r"(/(?:pesanan|tanya|setuju)/)[^/\s]+")
SIGN_IN_CODE = re.compile(r"(?i)\b(kode|code)(\W{1,3})\d{6}\b")


class DiscreetFormatter(logging.Formatter):
    """Write a record, its traceback too, without phone numbers, card numbers, sign-in codes or secret links."""

    def format(self, record: logging.LogRecord) -> str:
        return hush(super().format(record))


def hush(text: str) -> str:
    """Return the text with what belongs to people masked: +6281234567890 becomes …890."""
    text = LONG_NUMBER.sub(lambda found: "…" + found.group()[-3:], text)
    text = SECRET_LINK.sub(r"\1…", text)
    return SIGN_IN_CODE.sub(r"\1\2…", text)


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "market.settings.logs.DiscreetFormatter",
            "format": "%(levelname)s %(name)s: %(message)s",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "market": {"level": "INFO"},
        "catalogue": {"level": "INFO"},
        "sellers": {"level": "INFO"},
        "cms": {"level": "INFO"},
    },
}
