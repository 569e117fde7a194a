"""How a story stands that somebody has sent, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, WorkflowState

if TYPE_CHECKING:
    from cms.contributed.models import Contribution

WAITING, RETURNED, SHOWN, DECLINED = "waiting", "returned", "shown", "declined"


class Standing(NamedTuple):
    """Code, words, what is to be mended or why it is not shown, and where it can be read."""

    code: str
    words: str
    why: str = ""
    url: str = ""


def standings(contributions: Iterable[Contribution]) -> list[tuple[Contribution, Standing]]:
    """Return each with how it stands, in three queries however many there are."""
    found = list(contributions)
    pages = Page.objects.filter(pk__in=[each.page_id for each in found if each.page_id])
    by_key = {page.pk: page for page in pages.select_related("locale").prefetch_workflow_states()}
    return [(each, _standing(each, by_key.get(each.page_id))) for each in found]


def standing_of(contribution: Contribution) -> Standing:
    """Return how one stands."""
    return standings([contribution])[0][1]


def may_be_mended(contribution: Contribution) -> bool:
    """Say whether it was sent back, so that a mended version may come."""
    return standing_of(contribution).code == RETURNED


def _standing(contribution: Contribution, page: Any) -> Standing:
    if page is not None and page.live:  # also one that was declined, and published after all
        return Standing(SHOWN, "Sudah terbit", url=page.get_url() or "")
    if contribution.declined_at:
        return Standing(DECLINED, "Tidak dimuat", contribution.declined_why)
    if page is None:
        return Standing(DECLINED, "Tidak dimuat", "Petugas sudah menghapusnya.")
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Standing(RETURNED, "Perlu diperbaiki", state.current_task_state.comment)
    if page.first_published_at:
        return Standing(DECLINED, "Tidak tampil lagi", "Petugas sudah menariknya.")
    if page.go_live_at and page.approved_schedule:
        day = date_format(timezone.localtime(page.go_live_at), "j F Y")
        return Standing(WAITING, f"Sudah diperiksa, terbit tanggal {day}")
    return Standing(WAITING, "Menunggu diperiksa petugas")
