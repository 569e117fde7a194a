"""What waits for somebody is counted without reading it: her groups' steps, of her regency and of no regency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.models import TaskState

from cms.models import AgencyIndexPage, AgencyPage, HomePage
from cms.review.waiting import how_many_wait, waiting_for
from market.accounts.models import User
from market.accounts.roles import AGENCY_CHECKER, EDITOR
from market.regions.models import Agency, Village
from tests.cms.review.conftest import LEAD, Office, person

Start = Callable[..., TaskState]
PUBLISHING = {"village": None, "agency": None}  # both checks are left out


def test_it_counts_what_it_lists_for_everybody(hand_in: Start, office: Office, elsewhere: Village) -> None:
    here, far = office.village.regency, elsewhere.district.regency
    hand_in(title="Di desa")
    hand_in(title="Se-kabupaten", regency=here, **PUBLISHING)
    hand_in(title="Kabupaten lain", regency=far, **PUBLISHING)
    hand_in(title="Semua kabupaten", **PUBLISHING)
    people = {
        office.village: 1,
        office.agency: 0,
        office.publisher: 3,
        person(11, "Bu Sini", EDITOR, here): 2,
        person(12, "Bu Sana", EDITOR, far): 2,
        office.stranger: 0,
        User.objects.create_superuser("+6281255500013"): 4,
    }
    assert {who: how_many_wait(who) for who in people} == people
    assert {who: len(waiting_for(who)) for who in people} == people


def test_an_agencys_own_page_waits_for_its_regency(home: HomePage, office: Office, agency: Agency, elsewhere: Village):
    index = AgencyIndexPage.objects.child_of(home).get()
    page = AgencyPage(title="Dispar", lead=LEAD, agency=agency, live=False, locale=index.locale)
    index.add_child(instance=page)
    page.save_revision()
    state = office.workflow.start(page, office.writer).current_task_state
    far = person(14, "Bu Jauh", AGENCY_CHECKER, elsewhere.district.regency)
    assert {who: how_many_wait(who) for who in (office.agency, far)} == {office.agency: 1, far: 0}
    assert list(state.task.specific.people_for(page)) == [office.agency]
    assert not state.task.specific.is_for(page, far)


def test_it_counts_by_the_newest_draft(hand_in: Start, office: Office, elsewhere: Village) -> None:
    state = hand_in()
    page = state.workflow_state.content_object.get_latest_revision_as_object()
    page.village, page.regency = elsewhere, elsewhere.district.regency
    page.save_revision()
    assert how_many_wait(office.village) == 0
    assert waiting_for(office.village) == []


def test_it_counts_in_one_query_however_many_wait(
    hand_in: Start, office: Office, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        hand_in(title=f"Cerita {number}")
    checker = User.objects.get(pk=office.village.pk)
    with django_assert_num_queries(1) as asked:
        assert how_many_wait(checker) == 3
    assert '"content"' not in asked[0]["sql"].split(" FROM ", 1)[0], "what is written there is not fetched"
