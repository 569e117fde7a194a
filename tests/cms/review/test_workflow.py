"""A page goes from the village to the agency to Diskominfo, past those whom it does not concern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import TaskState, Workflow, WorkflowPage

from cms.models import HomePage, StoryPage
from cms.review.models import ReviewTask
from cms.review.workflows import NAME, everywhere, put_workflow
from market.accounts.roles import VILLAGE_CHECKER
from market.regions.models import Village
from tests.cms.review.conftest import Office, fresh, person, signed_in, told

Start = Callable[..., TaskState]


def approve(state: TaskState, user: Any) -> TaskState | None:
    """Take the step; return the one that waits then."""
    state.task.specific.on_action(state, user, "approve")
    state.workflow_state.refresh_from_db()
    return state.workflow_state.current_task_state


def steps(state: TaskState) -> list[tuple[str, str]]:
    states = TaskState.objects.filter(workflow_state=state.workflow_state).order_by("pk")
    return [(each.task.specific.step, each.status) for each in states]


def test_it_goes_to_the_village_the_agency_and_diskominfo_and_is_published(hand_in: Start, office: Office) -> None:
    state = hand_in()
    page = state.workflow_state.content_object
    for user in (office.village, office.agency, office.publisher):
        assert not fresh(page).live
        state = approve(state, user) or state
    assert fresh(page).live
    assert steps(state) == [("village", "approved"), ("agency", "approved"), ("publish", "approved")]


def test_its_messages_lead_somewhere_however_the_address_of_the_market_ends(
    settings: Any, hand_in: Start, office: Office
) -> None:
    settings.BASE_URL = "https://pasarhulu.example/"
    state = hand_in()
    assert f"https://pasarhulu.example{reverse('review:one', args=[state.pk])}" in told(office.village)[-1]
    state.task.specific.on_action(state, office.village, "reject", comment="Siapa?")
    assert "https://pasarhulu.example/kelola/pages/" in told(office.writer)[-1]


def test_it_passes_whom_it_does_not_concern(hand_in: Start, village: Village) -> None:
    assert steps(hand_in(village=None, agency=None)) == [
        ("village", "skipped"),
        ("agency", "skipped"),
        ("publish", "in_progress"),
    ]
    assert steps(hand_in(title="Lain", agency=None))[0] == ("village", "in_progress")


def test_it_passes_a_step_that_nobody_there_could_take(hand_in: Start, office: Office) -> None:
    office.village.delete()
    assert steps(hand_in())[:2] == [("village", "skipped"), ("agency", "in_progress")]


def test_it_is_laid_out_once_and_leaves_what_the_office_tied_to_a_page(home: HomePage, office: Office) -> None:
    other = Workflow.objects.create(name="Cepat")
    WorkflowPage.objects.filter(page=home.page_ptr).update(workflow=other)
    again = put_workflow(name=NAME, homes=[home], checkers=everywhere())
    assert again == office.workflow
    assert [task.specific.step for task in again.tasks] == ["village", "agency", "publish"]
    assert ReviewTask.objects.filter(workflow_tasks__workflow=again).count() == 3
    assert WorkflowPage.objects.get(page=home.page_ptr).workflow == other


@pytest.mark.parametrize("who", ["agency", "publisher", "writer", "stranger"])
def test_it_lets_nobody_take_another_ones_step(hand_in: Start, office: Office, who: str) -> None:
    state = hand_in()
    with pytest.raises(PermissionDenied):
        approve(state, getattr(office, who))
    assert steps(state) == [("village", "in_progress")]
    assert approve(state, office.village) is not None


def test_it_keeps_a_checker_to_her_regency(hand_in: Start, elsewhere: Village, office: Office) -> None:
    far = person(9, "Bu Far", VILLAGE_CHECKER, elsewhere.district.regency)
    state = hand_in()
    page = state.workflow_state.content_object
    assert state.task.specific.get_actions(page, far) == []
    assert state.task.specific.get_task_states_user_can_moderate(far).count() == 0
    with pytest.raises(PermissionDenied):
        approve(state, far)
    assert state.task.specific.get_actions(page, office.village)
    assert state.task.specific.get_task_states_user_can_moderate(office.village).get() == state


def test_two_checkers_decide_once(hand_in: Start, office: Office, village: Village) -> None:
    second = person(8, "Bu Dua", VILLAGE_CHECKER, village.district.regency)
    state = hand_in()
    approve(state, office.village)
    stale = TaskState.objects.get(pk=state.pk)
    stale.status = TaskState.STATUS_IN_PROGRESS  # as the second one read it
    with pytest.raises(PermissionDenied):
        approve(stale, second)
    assert steps(state) == [("village", "approved"), ("agency", "in_progress")]


def test_a_checker_enters_no_editing_view_and_publishes_nothing(hand_in: Start, office: Office) -> None:
    page = hand_in().workflow_state.content_object
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for user in (office.village, office.agency):
        assert not page.permissions_for_user(user).can_publish()
        assert not page.permissions_for_user(user).can_edit()
        assert signed_in(user).get(edit).status_code == 302
    assert signed_in(office.publisher).get(edit).status_code == 200


def test_the_writer_may_not_change_it_while_it_is_checked(hand_in: Start, office: Office) -> None:
    page = hand_in().workflow_state.content_object
    assert page.get_lock().for_user(office.writer)
    assert not page.get_lock().for_user(office.village)


def test_who_is_next_hears_of_it_and_the_writer_at_the_end(hand_in: Start, office: Office) -> None:
    state = hand_in()
    desk = reverse("review:one", args=[state.pk])
    assert [desk in text for text in told(office.village)] == [True]
    assert told(office.agency) == told(office.publisher) == told(office.writer) == []
    state = approve(state, office.village) or state
    state = approve(state, office.agency) or state
    assert len(told(office.agency)) == len(told(office.publisher)) == 1
    approve(state, office.publisher)
    assert [text for text in told(office.writer) if "sudah terbit" in text] != []
    assert len(told(office.village)) == 1


def test_the_writer_hears_what_to_mend_and_hands_it_in_again(hand_in: Start, office: Office) -> None:
    state = hand_in()
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, office.agency, "reject", comment="Bukan urusan saya.")
    state.task.specific.on_action(state, office.village, "reject", comment="Nama ketuanya Sarinah.")
    [text] = told(office.writer)
    assert "Nama ketuanya Sarinah." in text
    assert steps(state) == [("village", "rejected")]
    state.workflow_state.refresh_from_db()
    state.workflow_state.resume(office.writer)
    assert steps(state) == [("village", "rejected"), ("village", "in_progress")]
    assert len(told(office.village)) == 2


def test_a_villager_without_business_in_the_office_is_not_led_there(
    office: Office, write: Callable[..., StoryPage]
) -> None:
    page = write()
    state = office.workflow.start(page, office.stranger).current_task_state
    state.task.specific.on_action(state, office.village, "reject", comment="Kurang jelas.")
    assert told(office.stranger) == []
