"""The StreamField of stories: its blocks live in the code, so a new block needs no migration."""

from __future__ import annotations

from typing import Any

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField that keeps its block definitions out of migrations."""

    def __init__(self, block_types: type[StreamBlock] | list | tuple = (), **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        """Return what a migration stores: everything but the blocks."""
        name, path, _blocks, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
