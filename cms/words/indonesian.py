"""Wagtail files its Indonesian under `id_ID`, where Django does not look when the language is `id`."""

from __future__ import annotations

import gettext
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.translation import trans_real

from cms.words.unmarked import name_the_unnamed

FILED_UNDER = "id_ID"


def speak_indonesian() -> None:
    """Let the language `id` know what the apps' `id_ID` catalogues say; our own `locale/` has the last word."""
    language = trans_real.translation("id")
    folders = [Path(config.path) / "locale" for config in reversed(list(apps.get_app_configs()))]
    for folder in folders:
        _merge(language, folder, FILED_UNDER)
    for folder in reversed(settings.LOCALE_PATHS):
        _merge(language, Path(folder), "id")
    name_the_unnamed()


def _merge(language: trans_real.DjangoTranslation, folder: Path, name: str) -> None:
    if (folder / name / "LC_MESSAGES" / "django.mo").is_file():
        language.merge(gettext.translation("django", str(folder), [name]))
