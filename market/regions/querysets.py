"""How areas are looked for: words or their beginnings, in the area's own name and in those above it."""

from __future__ import annotations

import re
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Case, IntegerField, Value, When

LONGEST_QUERY = 100
MOST_WORDS = 8
FEWEST_LETTERS = 2
TITLES = {"desa", "kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab", "provinsi", "prov"}

Row = TypeVar("Row", bound=models.Model)


def words_of(typed: str) -> list[str]:
    """Return the words to look for: lower case, apostrophes closed up (Ja'an is jaan), titles such as "Kec." left out.

    The trigger `regions_words` cuts names by the same rule. At most eight words of the first hundred characters.
    """
    plain = re.sub(r"['\"`´‘’ʼ]", "", typed[:LONGEST_QUERY].lower())
    words = re.findall(r"[0-9a-z]+", plain)[:MOST_WORDS]
    if sum(map(len, words)) < FEWEST_LETTERS:
        return []
    return [word for word in words if word not in TITLES] or words


def _query(words: list[str], weight: str = "") -> SearchQuery:
    return SearchQuery(" & ".join(f"{word}:*{weight}" for word in words), search_type="raw", config="simple")


class AreaQuerySet(models.QuerySet[Row]):
    above: tuple[str, ...] = ()
    membership = "is_member"

    def live(self) -> AreaQuerySet[Row]:
        """Areas on the official list of today."""
        return self.filter(retired_at__isnull=True)

    def with_places(self) -> AreaQuerySet[Row]:
        """With everything `full_name` needs, so that it asks the database nothing."""
        return self.select_related(*self.above)


class SearchableAreas(AreaQuerySet[Row]):
    """Districts and villages; their `words` column is kept by triggers (see the migration)."""

    def search(self, typed: str, *, limit: int = 20) -> AreaQuerySet[Row]:
        """Return live areas all of whose words begin as typed, the best first; nothing for fewer than two letters.

        Best: the name that begins as typed, the whole name before a longer one; then every word in the area's own
        name; then the first word in it. Among equals, regencies that take part come first.
        """
        words = words_of(typed)
        if not words:
            return self.none()
        name = typed[:LONGEST_QUERY].replace("\x00", "").strip()
        rank = Case(
            When(name__iexact=name, then=Value(0)),
            When(name__istartswith=name, then=Value(1)),
            When(words=_query(words, "A"), then=Value(2)),
            When(words=_query(words[:1], "A"), then=Value(3)),
            default=Value(4),
            output_field=IntegerField(),
        )
        found = self.live().filter(words=_query(words))
        return found.with_places().order_by(rank, f"-{self.membership}", "name", "code")[:limit]


class DistrictQuerySet(SearchableAreas["District"]):  # type: ignore[name-defined]
    above = ("regency__province",)
    membership = "regency__is_member"

    def of_members(self) -> DistrictQuerySet:
        """Districts of the regencies that take part in the market."""
        return self.filter(regency__is_member=True)


class VillageQuerySet(SearchableAreas["Village"]):  # type: ignore[name-defined]
    above = ("district__regency__province",)
    membership = "district__regency__is_member"

    def of_members(self) -> VillageQuerySet:
        """Villages of the regencies that take part in the market."""
        return self.filter(district__regency__is_member=True)
