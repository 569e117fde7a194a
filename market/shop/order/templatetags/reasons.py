"""`{{ refund.reason|reason_words }}`: our own reasons in the reader's language."""

from __future__ import annotations

from django import template

from market.shop.order.reasons import reason_words

register = template.Library()
register.filter("reason_words", reason_words)
