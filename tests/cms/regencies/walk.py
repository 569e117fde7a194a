"""Every address of the office, filled in with what belongs to one regency: made from the URL resolver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.settings.registry import registry
from wagtail.models import Revision, get_page_models

from cms.models import StoryPage
from tests.cms.regencies.secrets import N, pages_of

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)")
NOT_THE_OFFICE = (
    "kelola/toko/", "kelola/failwhale/", "kelola/test404/", "kelola/^.*", "kelola/login/", "kelola/logout/",
    "kelola/password_reset/", "kelola/jsi18n/", "kelola/localize/jsi18n/", "kelola/sprite/",
)  # fmt: skip
PAGES = {"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"}
NUMBERS = {
    "pk", "number", "image_id", "document_id", "doc_id", "uploaded_file_id", "task_id", "task_state_id", "workflow_pk",
    "workflow_state_id", "collection_id", "redirect_id", "session_id", "translation_id", "translation_source_id",
    "string_segment_id", "overridable_segment_id", "object_id",
}  # fmt: skip
WORDS: dict[str, list[str]] = {
    "action_name": ["approve", "reject"],
    "revision_id_a": ["earliest"],
    "revision_id_b": ["latest"],
    "mode": ["default"],
    "filter_spec": ["width-100"],
    "bill": ["x"],
    "form": ["csv"],
    "kind": ["bank"],
    "code": ["x"],
}
ABOUT_PAGES = ("kelola/pages/", "kelola/api/main/^pages/", "kelola/forms/")


class Unknown(Exception):
    """An address has a parameter of which the walk does not know what of a regency's to put in."""


def office() -> Iterator[tuple[str, list[str]]]:
    """Return every address of the office with what is to be filled in."""
    for pattern in _patterns(get_resolver(), ""):
        if pattern.startswith("kelola/") and not pattern.startswith(NOT_THE_OFFICE):
            yield pattern, PARAMETER.findall(GROUP.sub(r"<\1>", pattern))


def addresses(code: str) -> list[str]:
    """Return all of them, filled in with a few pages of a regency and what else has a number."""
    pages = pages_of(code)
    found: dict[str, None] = {}
    for pattern, names in office():
        for values in _fillings(pattern, names, pages):
            found[_written(pattern, values)] = None
    return list(found)


def methods(place: str) -> list[str]:
    """Return by which other methods than GET and POST a view may be told to do something: those it has, or all."""
    view = resolve(place).func
    known = getattr(view, "view_class", None) or getattr(view, "cls", None)
    return [method for method in ("put", "patch", "delete") if known is None or hasattr(known, method)]


def _patterns(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, here)
        elif isinstance(entry, URLPattern):
            yield here


def _fillings(pattern: str, names: list[str], pages: list[int]) -> Iterator[dict[str, Any]]:
    if pattern.startswith("kelola/bulk/"):
        for app, models in bulk_actions().items():
            for model, actions in models.items():
                for action in actions:
                    yield {"app_label": app, "model_name": model, "action": action}
        return
    if pattern.startswith("kelola/settings/"):
        for model in registry:
            yield {"app_name": model._meta.app_label, "model_name": model._meta.model_name, "pk": 1}
        return
    wanted = [_candidates(pattern, name, pages) for name in names]
    for values in product(*wanted):
        yield dict(zip(names, values, strict=True))


def _candidates(pattern: str, name: str, pages: list[int]) -> list[Any]:
    if name in PAGES or (name == "pk" and pattern.startswith(ABOUT_PAGES)):
        return pages if name != "destination_id" else pages[:1]
    if name == "revision_id":
        story = StoryPage.objects.get(slug="rancangan-storypage")
        return [Revision.objects.for_instance(story).latest("pk").pk]
    if name in ("content_type_app_name", "app_label", "app_name"):
        return ["cms"]
    if name in ("content_type_model_name", "model_name"):
        few = ("add/" in pattern, "editing-sessions" in pattern)
        kinds = [StoryPage] if any(few) else [kind for kind in get_page_models() if kind._meta.app_label == "cms"]
        return [kind._meta.model_name for kind in kinds]
    if name in NUMBERS:
        return [N]
    if name in WORDS:
        return WORDS[name]
    raise Unknown(f"{pattern}: {name}")


def _written(pattern: str, values: dict[str, Any]) -> str:
    text = PARAMETER.sub(lambda found: str(values[found[1]]), GROUP.sub(r"<\1>", pattern))
    return "/" + re.sub(r"[\^$\\?]", "", text)


def bulk_actions() -> dict[str, dict[str, Any]]:
    """Return the bulk actions by app and model."""
    bulk_action_registry._scan_for_bulk_actions()
    return dict(bulk_action_registry.actions)
