"""Below which list of stories a story from a regency stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.models import StoryIndexPage
from cms.regencies.trees import list_for

if TYPE_CHECKING:
    from market.regions.models import Regency


def story_index_of(regency: Regency) -> StoryIndexPage:
    """Return the Indonesian list of stories that the stories of a regency stand below."""
    return list_for(StoryIndexPage, regency.pk)
