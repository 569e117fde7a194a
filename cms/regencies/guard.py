"""Stands before every view of the office: an address that names what is another regency's is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.http import Http404
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState, Workflow, WorkflowState
from wagtail_localize.models import Translation, TranslationSource

from cms.regencies.walls import Wall, wall_of
from market.regions.models import Agency

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import ResolverMatch

OFFICE = "kelola/"
LARGEST = 2**31 - 1
Check = Callable[[Wall, set[str]], bool]


def _pages(wall: Wall, keys: set[str]) -> bool:
    return wall.pages(Page.objects.filter(pk__in=keys)).count() == Page.objects.filter(pk__in=keys).count()


def _readable_pages(wall: Wall, keys: set[str]) -> bool:
    return wall.readable(Page.objects.filter(pk__in=keys)).count() == Page.objects.filter(pk__in=keys).count()


def _below_own(wall: Wall, keys: set[str]) -> bool:
    return Page.objects.filter(wall.page_paths(), pk__in=keys).exists()


def _files(model: Any) -> Check:
    def are_own(wall: Wall, keys: set[str]) -> bool:
        found = model.objects.filter(pk__in=keys)
        return bool(wall.files(found).count() == found.count())

    return are_own


def _agencies(wall: Wall, keys: set[str]) -> bool:
    return not Agency.objects.filter(pk__in=keys).exclude(regency_id=wall.code).exists()


def _translated(wall: Wall, objects: Iterable[Any]) -> bool:
    sources = TranslationSource.objects.filter(pk__in=objects).values("object_id")
    pages = Page.objects.filter(translation_key__in=sources)
    return bool(pages.exists() and wall.pages(pages).count() == pages.count())


def _translations(wall: Wall, keys: set[str]) -> bool:
    return _translated(wall, Translation.objects.filter(pk__in=keys).values("source"))


def _sources(wall: Wall, keys: set[str]) -> bool:
    return _translated(wall, TranslationSource.objects.filter(pk__in=keys).values("pk"))


def _states(model: Any) -> Check:
    def are_own(wall: Wall, keys: set[str]) -> bool:
        name = "workflow_state__object_id" if model is TaskState else "object_id"
        return _pages(wall, set(model.objects.filter(pk__in=keys).values_list(name, flat=True)))

    return are_own


def _workflows(wall: Wall, keys: set[str]) -> bool:
    tied = Page.objects.filter(workflowpage__workflow__in=Workflow.objects.filter(pk__in=keys))
    return wall.pages(tied).count() == tied.count()


def _sessions(wall: Wall, keys: set[str]) -> bool:
    return _pages(wall, set(EditingSession.objects.filter(pk__in=keys).values_list("object_id", flat=True)))


PICTURES, DOCUMENTS = _files(get_image_model()), _files(get_document_model())
BY_NAME: dict[str, Check] = {
    **dict.fromkeys(["page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"], _pages),
    "image_id": PICTURES,
    **dict.fromkeys(["document_id", "doc_id"], DOCUMENTS),
    "translation_id": _translations,
    "translation_source_id": _sources,
    "task_state_id": _states(TaskState),
    "workflow_state_id": _states(WorkflowState),
    "workflow_pk": _workflows,
    "session_id": _sessions,
}
"""What a parameter of an address names, wherever it stands."""

BY_ROOM: dict[str, Check] = {
    "wagtailadmin_pages": _pages,
    "wagtailadmin_api:pages": _pages,
    "wagtailadmin_api:images": PICTURES,
    "wagtailadmin_api:documents": DOCUMENTS,
    "wagtailimages_chooser": PICTURES,
    "wagtaildocs_chooser": DOCUMENTS,
    "wagtailadmin_workflows": _workflows,
    "agencies": _agencies,
}
"""What `pk` or `object_id` names, by the namespace of the address."""

BULK: dict[str, Check] = {"page": _pages, "picture": PICTURES, "document": DOCUMENTS}
BY_NUMBER = {"find", "chosen_multiple", "wagtailadmin_choose_page_chosen_multiple", "wagtail_bulk_action"}
CHOSEN: dict[str, Check] = {"wagtailadmin_choose_page_chosen_multiple": _readable_pages}


SHUT = {
    "page_types_usage", "page_types_usage_results", "translations_report", "translations_report_results",
    "site_history", "site_history_results",
}  # fmt: skip
"""Reports over everybody's pages that name others' people or drafts; each page has its own history."""


class RegencyGuard:
    """Which things are whose is asked here once for all views, also for those that a later release adds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Answer as if there were nothing, where an address or its choices name what is another's or no number."""
        match = request.resolver_match
        if match is None or not match.route.startswith(OFFICE):
            return
        if not _names_numbers(request, match):
            raise Http404
        wall = wall_of(request.user)
        if wall is None:
            return
        if match.url_name in SHUT or not all(check(wall, keys) for check, keys in named(request, match, kwargs)):
            raise Http404


def named(request: HttpRequest, match: ResolverMatch, kwargs: dict[str, Any]) -> Iterable[tuple[Check, set[str]]]:
    """Yield what a request names: the keys, and what says whether they are hers."""
    for name, value in kwargs.items():
        check = BY_NAME.get(name) or (BY_ROOM.get(match.namespace) if name in ("pk", "object_id") else None)
        if check:
            yield check, _numbers([value])
    if match.url_name == "wagtail_bulk_action" and (check := BULK.get(kwargs.get("model_name", ""))):
        chosen = request.GET.getlist("id")
        yield check, _numbers(chosen)
        if check is _pages and "all" in chosen:  # all below one page, or in everybody's tree
            yield _below_own, _numbers([request.GET.get("childOf")])
    many = CHOSEN.get(match.url_name or "") or (
        BY_ROOM.get(match.namespace) if match.url_name == "chosen_multiple" else None
    )
    if many:
        yield many, _numbers(request.GET.getlist("id"))


def _names_numbers(request: HttpRequest, match: ResolverMatch) -> bool:
    """Say whether what is chosen is named by numbers, where Wagtail breaks on anything else."""
    if match.url_name not in BY_NUMBER:
        return True
    words = {"all"} if match.url_name == "wagtail_bulk_action" else set()
    return all(_number(key) is not None for key in set(request.GET.getlist("id")) - words)


def _numbers(values: Iterable[Any]) -> set[str]:
    """Return what a view may read as a number: "+7", "007" and "_2B7" are 7 too."""
    texts = {text for value in values for text in (str(value), unquote(str(value)))}
    return {str(number) for number in map(_number, texts) if number is not None}


def _number(text: str) -> int | None:
    try:
        number = int(text)
    except ValueError:
        return None
    return number if 0 <= number <= LARGEST else None
