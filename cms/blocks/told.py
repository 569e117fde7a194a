"""Every block can be told in plain words: for the search, for programs, and for sharing by message."""

from __future__ import annotations

from typing import Any

from cms.live import Live, fetch
from cms.live.wanted import wanted_by


class Told:
    """A mixin: what a block says, as text without a tag."""

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return the block in plain words; nothing where it shows nothing. `live` is what was fetched for a body."""
        raise NotImplementedError(f"{type(self).__name__} does not say how it is told in words")

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return its words for the search."""
        return [words] if (words := self.as_text(value)) else []


class ToldLive(Told):
    """The same for a block that shows things of the shop: they are told as they are now."""

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return only what the editor wrote: the names of goods change, and are found by themselves."""
        own = value.get("title", "") if isinstance(value, dict) else ""
        return [own] if own else []

    def live_for(self, value: Any, live: Live | None) -> Live:
        """Return what was fetched for the body, or fetch it for this block alone."""
        return live or fetch(wanted_by(self, self.get_prep_value(value)))  # type: ignore[attr-defined]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add what is shown now, as `shown`."""
        context = super().get_context(value, parent_context=parent_context)  # type: ignore[misc]
        context["shown"] = self.shown(value, self.live_for(value, context.get("live")))
        return context

    def shown(self, value: Any, live: Live) -> Any:
        """Return what the block shows now; nothing when it steps aside."""
        raise NotImplementedError


def lines(*said: str) -> str:
    """Return what there is of these, one below the other."""
    return "\n".join(each for each in said if each)


def row(*said: Any, between: str = ": ") -> str:
    """Return what there is of these on one line."""
    return between.join(str(each) for each in said if each not in ("", None))
