"""Words as programs can read them."""

from __future__ import annotations

import re

ILLEGIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(words: str) -> str:
    """Return words without letters that no XML document may have (XML 1.0, 2.2): one of them would spoil it all."""
    return ILLEGIBLE.sub("", words)
