"""What stories are about: a short list of topics, the same in every regency and said in both languages."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Func
from django.utils.translation import gettext_lazy as _

PARAMETER = "tema"
"""Of the list of stories: /cerita/?tema=kerajinan"""


class Topic(models.TextChoices):
    """Why a fixed list and not free tags: docs/decisions/32-stories-have-topics-from-one-list.md"""

    FOOD = "makanan", _("makanan dan minuman")
    CRAFT = "kerajinan", _("kerajinan tangan")
    CUSTOM = "adat", _("adat dan upacara")
    RIVER = "sungai", _("sungai dan danau")
    FOREST = "hutan", _("hutan dan kebun")
    TRAVEL = "jalan-jalan", _("jalan-jalan")
    PEOPLE = "orang", _("orang dan kisahnya")
    TRADE = "usaha", _("usaha desa")


def topic_of(typed: str) -> Topic | None:
    """Return the topic of this code, or none."""
    return Topic(typed) if typed in Topic.values else None


def topics_told(stories: models.QuerySet[Any]) -> list[Topic]:
    """Return the topics that any of these stories has, in the order of the list; one query."""
    each = Func(F("topics"), function="unnest", output_field=models.CharField())
    found = set(stories.order_by().annotate(topic=each).values_list("topic", flat=True).distinct())
    return [topic for topic in Topic if topic.value in found]
