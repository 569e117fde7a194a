"""What a translator puts in the place of a picture or another choice of the original keeps to the wall too.

wagtail-localize takes any number there, and asks no form of ours.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models.signals import post_save
from wagtail_localize.models import SegmentOverride, Translation

from cms.regencies.contents import named_in, not_hers, told_of_in
from cms.regencies.walls import wall_of


def keep_within_walls() -> None:
    """Look at every choice of a translator."""
    post_save.connect(look_at, SegmentOverride, dispatch_uid="cms.regencies.keep_within_walls")


def look_at(instance: SegmentOverride, **_more: Any) -> None:
    """Refuse a choice with which the translation would show what is another regency's: saving it is undone.

    Raises:
        PermissionDenied: it would, or it is not to be had at all.
    """
    wall = wall_of(instance.last_translated_by)
    if wall is None or instance.context is None:
        return
    found = Translation.objects.filter(source__object=instance.context.object_id, target_locale=instance.locale_id)
    for translation in found.select_related("source"):
        original = translation.source.as_instance()
        had, was_about = named_in(original), told_of_in(original)
        try:
            shown = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
        except (ObjectDoesNotExist, ValidationError, ValueError, TypeError) as problem:
            raise PermissionDenied(str(problem)) from None
        if faults := list(not_hers(wall, shown, had=had, was_about=was_about)):
            raise PermissionDenied(" ".join(faults))
