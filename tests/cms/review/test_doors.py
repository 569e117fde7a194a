"""No page with faults goes on: handed in, approved or published. Each way is tried with one that is well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import (
    GroupApprovalTask,
    Locale,
    Page,
    TaskState,
    Workflow,
    WorkflowState,
    WorkflowTask,
)
from wagtail.test.utils.form_data import nested_form_data
from wagtail_localize.models import Translation, TranslationSource

from cms.models import StoryIndexPage, StoryPage
from cms.review.faults import FaultyPage
from tests.cms.conftest import make_picture
from tests.cms.review.conftest import LEAD, SAID, Office, Write, fresh, signed_in


def spoil(page: Page) -> None:
    """Save a draft with a fault on top of what is there."""
    draft = page.get_latest_revision_as_object()
    draft.lead = "Ikan."
    draft.save_revision()


def typed(page: Any, **more: Any) -> dict[str, Any]:
    """Return what the editing view sends."""
    formsets = {f"{name}-{key}": value for name in ("corrections", "comments") for key, value in NONE.items()}
    return nested_form_data({
        "title": page.title, "slug": page.slug, "lead": page.lead, "village": page.village_id or "",
        "regency": page.regency_id or "", "agency": page.agency_id or "", "picture": "", "sources": "",
        "last_reviewed": "", "date": "2026-11-20", "author": "Rina", "seo_title": "", "search_description": "",
        "go_live_at": "", "expire_at": "", "body-count": "0", **formsets, **more,
    })  # fmt: skip


NONE = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}


def test_handing_in(draft: StoryPage, boss: Client, is_faulty: bool) -> None:
    answer = boss.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), typed(draft, **{"action-submit": "1"}))
    assert answer.status_code == 302
    assert WorkflowState.objects.exists() is not is_faulty
    page = boss.get(answer["Location"]).content.decode()
    assert (SAID in page) is is_faulty
    assert (f"/kelola/pages/{draft.pk}/edit/#id_lead" in page) is is_faulty


def test_handing_in_again_after_a_rejection(
    hand_in: Callable[..., TaskState], office: Office, boss: Client, is_faulty: bool
) -> None:
    state = hand_in()
    state.task.specific.on_action(state, office.village, "reject", comment="Perbaiki.")
    page = fresh(state.workflow_state.content_object)
    if is_faulty:
        page.lead = "Ikan."
    answer = boss.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), typed(page, **{"action-submit": "1"}))
    assert answer.status_code == 302
    kept = WorkflowState.objects.get()
    assert kept.status == ("needs_changes" if is_faulty else "in_progress")
    assert fresh(page).get_latest_revision_as_object().lead == page.lead, "what was typed is kept"


def test_approval(hand_in: Callable[..., TaskState], office: Office, is_faulty: bool) -> None:
    state = hand_in()
    page = state.workflow_state.content_object
    if is_faulty:
        spoil(page)
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    answer = signed_in(office.village).post(address, {"comment": ""})
    assert answer.status_code == 302
    state.refresh_from_db()
    assert state.status == ("in_progress" if is_faulty else "approved")


def test_the_last_approval_publishes(hand_in: Callable[..., TaskState], office: Office, is_faulty: bool) -> None:
    state = hand_in(village=None, agency=None)
    page = state.workflow_state.content_object
    if is_faulty:
        spoil(page)
        with pytest.raises(FaultyPage):
            state.task.specific.on_action(state, office.publisher, "approve")
    else:
        state.task.specific.on_action(state, office.publisher, "approve")
    assert fresh(page).live is not is_faulty


def test_a_workflow_that_the_office_made_itself(draft: StoryPage, office: Office, is_faulty: bool) -> None:
    own = Workflow.objects.create(name="Cepat")
    WorkflowTask.objects.create(workflow=own, task=GroupApprovalTask.objects.create(name="Satu mata"))
    if is_faulty:
        with pytest.raises(FaultyPage):
            own.start(draft, office.writer)
    else:
        own.start(draft, office.writer)
    assert WorkflowState.objects.exists() is not is_faulty


def test_publishing_in_the_editing_view(draft: StoryPage, boss: Client, is_faulty: bool) -> None:
    written = typed(draft, title="Judul baru", **{"action-publish": "1"})
    answer = boss.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), written)
    assert answer.status_code == 302
    assert fresh(draft).live is not is_faulty
    assert fresh(draft).get_latest_revision_as_object().title == "Judul baru"
    assert (SAID in boss.get(answer["Location"]).content.decode()) is is_faulty


def test_publishing_a_new_page_at_once(home: Any, office: Office, boss: Client, is_faulty: bool) -> None:
    index = StoryIndexPage.objects.child_of(home).get()
    new = StoryPage(title="Baru", slug="baru", lead="Ikan." if is_faulty else LEAD)
    address = reverse("wagtailadmin_pages:add", args=["cms", "storypage", index.pk])
    answer = boss.post(address, typed(new, **{"action-publish": "1"}))
    assert answer.status_code == 302
    kept = StoryPage.objects.get(slug="baru")
    assert (kept.live, kept.owner) == (not is_faulty, office.publisher)
    assert (SAID in boss.get(answer["Location"]).content.decode()) is is_faulty


def test_publishing_in_the_list_of_pages(draft: StoryPage, write: Write, boss: Client, is_faulty: bool) -> None:
    other = write(title="Yang baik")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = boss.post(f"{address}?id={draft.pk}&id={other.pk}", {"include_descendants": ""})
    assert answer.status_code == 302
    assert (fresh(draft).live, fresh(other).live) == (not is_faulty, not is_faulty), "all of them or none"


def test_publishing_below_a_page_in_the_list(draft: StoryPage, boss: Client, is_faulty: bool) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    boss.post(f"{address}?id={draft.get_parent().pk}", {"include_descendants": "on"})
    assert fresh(draft).live is not is_faulty


def test_publishing_by_the_api_of_the_office(draft: StoryPage, boss: Client, is_faulty: bool) -> None:
    answer = boss.post(reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"]))
    assert answer.status_code == (400 if is_faulty else 200)
    assert fresh(draft).live is not is_faulty


def test_publishing_in_code(draft: StoryPage, is_faulty: bool) -> None:
    if is_faulty:
        with pytest.raises(FaultyPage) as refused:
            draft.save_revision().publish()
        assert [fault.where for fault in refused.value.faults] == ["lead"]
    else:
        draft.save_revision().publish()
    assert fresh(draft).live is not is_faulty


def test_publishing_a_translation(
    write: Write, is_faulty: bool, django_capture_on_commit_callbacks: Any, own_folders: Any
) -> None:
    page = write(picture=make_picture())
    page.save_revision().publish()
    if is_faulty:
        page.picture.description = ""
        page.picture.save()
    english = Locale.objects.get(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    if is_faulty:
        with pytest.raises(FaultyPage), django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)
    else:
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)
    assert page.get_translations().get().live is not is_faulty


def test_every_way_that_publishes_pages_leads_through_the_same_door() -> None:
    """What publishes without the action that we watch would be a way around it."""
    assert PublishPageRevisionAction.check.__module__ == "cms.review.doors"
    assert PublishPageRevisionAction.execute.__qualname__ == "PublishRevisionAction.execute"
