"""What is the matter with a page, said so that whoever wrote it can mend it."""

from __future__ import annotations

from collections import defaultdict
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from wagtail.models import Page

PICTURE, DESCRIPTION, HEADING, LINK, DEAD, SOURCE = "picture", "description", "heading", "link", "dead", "source"
PUBLISHER = "publisher"
KINDS = {
    PICTURE: "Gambar",
    DESCRIPTION: "Ringkasan",
    HEADING: "Judul kecil",
    LINK: "Tautan",
    DEAD: "Yang sudah tidak ada",
    SOURCE: "Sumber",
    PUBLISHER: "Penerbitan",
}


class Fault(NamedTuple):
    """One thing to mend: its kind, the field it stands in, what to do, and the block when it is in one."""

    kind: str
    where: str
    sentence: str
    block: str = ""

    @property
    def anchor(self) -> str:
        """Return where it is in the editing view."""
        return f"block-{self.block}-section" if self.block else f"id_{self.where}"

    @property
    def label(self) -> str:
        """Return its kind in words."""
        return KINDS[self.kind]


class FaultyPage(ValidationError):
    """A page that has faults was to go on to its readers. It stays as it was; `faults` say what to mend."""

    def __init__(self, page: Page, faults: list[Fault]) -> None:
        said: dict[str, Any] = defaultdict(list)
        for fault in faults:
            said[fault.where].append(fault.sentence)
        super().__init__(dict(said))
        self.page, self.faults = page, faults
        self.is_told = False
        if (so_far := stopped.get()) is not None:
            so_far.append(self)


stopped: ContextVar[list[FaultyPage] | None] = ContextVar("pages stopped while a request is answered", default=None)
