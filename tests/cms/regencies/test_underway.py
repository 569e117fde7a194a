"""A page that is on its way when its regency is opened goes on below the regency's home."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Page, WorkflowState

from cms.models import StoryIndexPage, StoryPage
from cms.regencies.actions import open_regency
from cms.regencies.trees import list_for
from cms.review.doors import NO_PUBLISHER
from cms.review.faults import FaultyPage
from market.accounts.models import User
from market.accounts.roles import EDITOR, VILLAGE_CHECKER, appoint
from market.regions.models import Village
from tests.cms.regencies.conftest import Regencies, villages


@pytest.fixture
def village(regencies: Regencies) -> Village:
    return villages()[2]


@pytest.fixture
def people(village: Village) -> tuple[User, User]:
    """Return editor and village checker of a regency that has no site yet."""
    found = []
    for number, role in enumerate((EDITOR, VILLAGE_CHECKER)):
        user = User.objects.create_user(f"+6281200055{number:03d}")
        appoint(user=user, role=role, regency=village.district.regency)
        found.append(user)
    return found[0], found[1]


def handed_in(village: Village, writer: User, title: str) -> StoryPage:
    index = list_for(StoryIndexPage, village.district.regency_id)
    place = {"village": village, "regency": village.district.regency}
    page = StoryPage(
        title=title, lead="Cerita dari hulu Mentaya.", live=False, owner=writer, locale=index.locale, **place
    )
    index.add_child(instance=page)
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    return page


def opened(village: Village) -> None:
    open_regency(regency=village.district.regency, host="kotim.localhost:8000")


def fresh(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific


def act(page: Page, user: User, action: str, **more: str) -> None:
    state = fresh(page).current_workflow_state.current_task_state
    state.task.specific.on_action(state, User.objects.get(pk=user.pk), action, **more)


def test_what_waits_is_handed_in_again_and_gets_out(village: Village, people: tuple[User, User]) -> None:
    editor, checker = people
    early, late = handed_in(village, editor, "Di desa"), handed_in(village, editor, "Di penerbitan")
    act(late, checker, "approve")
    opened(village)
    for page in (early, late):
        state = fresh(page).current_workflow_state
        assert (state.workflow, state.requested_by) == (fresh(page).get_workflow(), editor)
        assert [each.status for each in page.workflow_states.exclude(pk=state.pk)] == ["cancelled"]
        act(page, checker, "approve")
        act(page, editor, "approve")
        assert fresh(page).live


def test_what_was_sent_back_may_come_again(village: Village, people: tuple[User, User]) -> None:
    editor, checker = people
    page = handed_in(village, editor, "Dikembalikan")
    act(page, checker, "reject", comment="Tahunnya salah.")
    opened(village)
    state = fresh(page).current_workflow_state
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert state.workflow == fresh(page).get_workflow()
    assert state.current_task_state.comment == "Tahunnya salah."
    state.resume(user=editor)
    act(page, checker, "approve")
    act(page, editor, "approve")
    assert fresh(page).live


def test_nothing_is_handed_in_where_nobody_may_publish(village: Village, people: tuple[User, User]) -> None:
    editor, checker = people
    appoint(user=editor, role=EDITOR, regency=villages()[0].district.regency)
    with pytest.raises(FaultyPage) as refused:
        handed_in(village, checker, "Tanpa penerbit")
    assert [fault.sentence for fault in refused.value.faults] == [NO_PUBLISHER]
    assert not WorkflowState.objects.exists()


def test_what_has_faults_by_now_stays_a_draft(village: Village, people: tuple[User, User]) -> None:
    page = handed_in(village, people[0], "Tanpa pembuka")
    page.lead = ""
    page.save_revision(user=people[0], clean=False)
    opened(village)
    assert fresh(page).current_workflow_state is None
    assert not fresh(page).live
