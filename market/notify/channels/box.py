"""The demo's message box: the stored message is the delivery, and `/demo/` shows it."""

from __future__ import annotations


class BoxChannel:
    code = "box"
    keeps_secrets = True

    def send(self, *, phone: str, text: str, key: str) -> str:
        """Do nothing more: the row is already where the box reads it."""
        return key
