"""What the back office learns from us."""

from __future__ import annotations

from wagtail import hooks

from market.accounts.resetting import register_log_action

hooks.register("register_log_actions", register_log_action)
