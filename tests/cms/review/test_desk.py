"""/kelola/periksa/: who checks reads, approves, sends back and mends on a phone; nobody else gets in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, TaskState

from cms.blocks.bodies import compose
from cms.models import StoryPage
from cms.review.mending import mend, pieces_of
from cms.review.waiting import waiting_for
from market.accounts.roles import VILLAGE_CHECKER
from market.regions.models import Village
from tests.cms.review.conftest import LEAD, Office, fresh, person, signed_in

Start = Callable[..., TaskState]
BODY = [
    ("text", '<h2>Dari dapur</h2><p>Digoreng <b>pagi-pagi</b>, lihat <a href="https://x.id/">jadwal perahu</a>.</p>'),
    ("quote", ("Hujan seminggu.", "Ibu Sari")),
    ("text", "<ul><li>Renyah &amp; gurih</li></ul>"),
]


@pytest.fixture
def state(hand_in: Start) -> TaskState:
    return hand_in(body=compose(BODY))


@pytest.fixture
def checker(office: Office) -> Client:
    return signed_in(office.village)


def address(name: str, state: TaskState) -> str:
    return reverse(f"review:{name}", args=[state.pk])


def draft(state: TaskState) -> Any:
    return fresh(state.workflow_state.content_object).get_latest_revision_as_object()


def read(state: TaskState) -> dict[str, Any]:
    """Return what the forms carry of what was read."""
    return {"revision": draft(state).latest_revision_id}


def status(state: TaskState) -> str:
    return TaskState.objects.get(pk=state.pk).status


def test_it_lists_what_waits_for_whoever_asks(state: TaskState, checker: Client, office: Office) -> None:
    page = checker.get(reverse("review:index")).content.decode()
    assert "Satu kuali amplang" in page
    assert "Muara Kaman Ulu" in page
    assert "Rina" in page
    assert "WITA" in page
    assert "Satu kuali amplang" not in signed_in(office.agency).get(reverse("review:index")).content.decode()


def test_its_list_asks_as_little_for_many_as_for_few(
    hand_in: Start, checker: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        hand_in(title=f"Cerita {number}")
    checker.get("/kelola/")
    with django_assert_max_num_queries(34):
        assert checker.get(reverse("review:index")).content.decode().count("approvals__link") == 6


def test_it_shows_the_page_as_its_readers_will_see_it(state: TaskState, checker: Client) -> None:
    page = checker.get(address("one", state)).content.decode()
    assert LEAD in page
    assert address("preview", state) in page
    preview = checker.get(address("preview", state))
    assert "Digoreng <b>pagi-pagi</b>" in preview.content.decode()
    assert checker.get(draft(state).url).status_code == 404, "and nobody else does"


def test_it_counts_what_waits_in_the_menu_and_on_the_start_page(state: TaskState, checker: Client) -> None:
    page = checker.get("/kelola/").content.decode()
    assert "Periksa (1)" in page
    assert "1 tulisan menunggu Anda" in page


def test_it_approves_what_was_read(state: TaskState, checker: Client) -> None:
    answer = checker.post(address("approve", state), read(state))
    assert answer["Location"] == reverse("review:index")
    assert status(state) == "approved"


def test_it_does_not_approve_what_changed_since(state: TaskState, checker: Client) -> None:
    old = read(state)
    draft(state).save_revision()
    answer = checker.post(address("approve", state), old, follow=True)
    assert "berubah sejak Anda baca" in answer.content.decode()
    assert status(state) == "in_progress"
    checker.post(address("reject", state), {**old, "comment": "Kurang."})
    assert status(state) == "in_progress"


def test_it_does_not_approve_what_has_faults_and_says_them(state: TaskState, checker: Client) -> None:
    page = draft(state)
    page.lead = "Ikan."
    page.save_revision()
    shown = checker.get(address("one", state)).content.decode()
    assert "Pembuka terlalu pendek" in shown
    assert "disabled" in shown
    answer = checker.post(address("approve", state), read(state), follow=True)
    assert "Belum dapat disetujui" in answer.content.decode()
    assert status(state) == "in_progress"


def test_it_sends_back_with_a_reason_only(state: TaskState, checker: Client) -> None:
    answer = checker.post(address("reject", state), {**read(state), "comment": "  "})
    assert answer.status_code == 400
    assert "Tulis dulu apa yang harus diperbaiki." in answer.content.decode()
    assert status(state) == "in_progress"
    checker.post(address("reject", state), {**read(state), "comment": "Nama ketuanya Sarinah."})
    assert (status(state), TaskState.objects.get(pk=state.pk).comment) == ("rejected", "Nama ketuanya Sarinah.")


def test_pressing_twice_decides_once(state: TaskState, checker: Client, office: Office) -> None:
    said = read(state)
    checker.post(address("approve", state), said)
    assert checker.post(address("approve", state), said).status_code == 404
    assert checker.post(address("reject", state), {**said, "comment": "Kurang."}).status_code == 404
    assert status(state) == "approved"


def test_it_says_when_who_approves_may_not_publish(state: TaskState, office: Office) -> None:
    for user in (office.village, office.agency):
        waits = fresh(state.workflow_state.content_object).current_workflow_task_state
        signed_in(user).post(address("approve", waits), read(state))
    waits = fresh(state.workflow_state.content_object).current_workflow_task_state
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    answer = signed_in(office.publisher).post(address("approve", waits), read(state), follow=True).content.decode()
    assert "Anda belum boleh menerbitkan di sini" in answer
    assert "sudah diputuskan orang lain" not in answer
    assert (status(waits), fresh(waits.workflow_state.content_object).live) == ("in_progress", False)


def test_it_finds_one_step_without_reading_the_others(hand_in: Start, state: TaskState, office: Office) -> None:
    hand_in(title="Cerita lain")
    assert [each.state for each in waiting_for(office.village, state.pk)] == [state]
    assert waiting_for(office.agency, state.pk) == []


def test_it_mends_words_and_leaves_all_else_as_it_is(state: TaskState, checker: Client, office: Office) -> None:
    before = draft(state).body.get_prep_value()
    named = {piece.words: piece.name for piece in pieces_of(draft(state))}
    assert list(named) == [
        "Satu kuali amplang",
        LEAD,
        "Dari dapur",
        "Digoreng",
        "pagi-pagi",
        ", lihat",
        "jadwal perahu",
        "Renyah & gurih",
    ]
    words = {name: said for said, name in named.items()} | read(state)
    words |= {"title": "Satu panci amplang", named["pagi-pagi"]: "subuh <b>", named["Renyah & gurih"]: "Gurih"}
    answer = checker.post(address("words", state), words)
    assert answer["Location"] == address("one", state)
    page = draft(state)
    assert (page.title, page.lead) == ("Satu panci amplang", LEAD)
    source = page.body[0].value.source
    assert 'Digoreng <b>subuh &lt;b&gt;</b>, lihat <a href="https://x.id/">jadwal perahu</a>.' in source
    assert page.body[2].value.source == "<ul><li>Gurih</li></ul>"
    after = page.body.get_prep_value()
    assert after[1] == before[1]
    assert [block["id"] for block in after] == [block["id"] for block in before]
    assert page.get_latest_revision().user == office.village
    assert status(state) == "in_progress"
    assert not fresh(page).live


@pytest.mark.parametrize("who", ["agency", "writer", "stranger"])
def test_nobody_else_mends_even_where_the_page_is_asked_by_our_own_code(
    state: TaskState, office: Office, who: str
) -> None:
    page = fresh(state.workflow_state.content_object)
    said = {"task_state": state, "revision": page.latest_revision_id, "words": {"title": "Diambil"}}
    with pytest.raises(PermissionDenied):
        mend(**said, by=getattr(office, who))
    assert fresh(page).latest_revision_id == page.latest_revision_id
    assert mend(**said, by=office.village).as_object().title == "Diambil"


def test_wagtail_asks_as_little_for_many_steps_as_for_few(hand_in: Start, state: TaskState, office: Office) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert list(state.task.specific.get_task_states_user_can_moderate(office.village)) == steps
        return len(queries)

    steps = [state]
    few = asked()
    steps += [hand_in(title=f"Cerita {number}") for number in range(4)]
    steps.sort(key=lambda step: step.pk)
    assert asked() <= few


def test_it_keeps_what_was_typed_when_somebody_was_faster(state: TaskState, checker: Client) -> None:
    words = {piece.name: piece.words for piece in pieces_of(draft(state))} | read(state) | {"title": "Judul saya"}
    other = draft(state)
    other.title = "Judul orang lain"
    other.save_revision()
    answer = checker.post(address("words", state), words)
    assert answer.status_code == 400
    assert "Judul saya" in answer.content.decode()
    assert "lebih dulu" in answer.content.decode()
    assert draft(state).title == "Judul orang lain"


def test_it_saves_nothing_when_nothing_was_changed_and_no_empty_words(state: TaskState, checker: Client) -> None:
    words = {piece.name: piece.words for piece in pieces_of(draft(state))} | read(state)
    number = draft(state).latest_revision_id
    assert checker.post(address("words", state), words).status_code == 302
    assert checker.post(address("words", state), {**words, "lead": ""}).status_code == 400
    assert draft(state).latest_revision_id == number


def test_it_takes_no_revision_of_another_page(
    state: TaskState, checker: Client, write: Callable[..., StoryPage]
) -> None:
    other = write(title="Rahasia").latest_revision_id
    for number in (other, "x", "", "9" * 30):
        assert checker.post(address("words", state), {"revision": number}).status_code == 404


@pytest.mark.parametrize("name", ["one", "preview", "words", "approve", "reject"])
def test_it_refuses_whoever_it_does_not_wait_for(
    state: TaskState, office: Office, elsewhere: Village, name: str
) -> None:
    far = person(9, "Bu Far", VILLAGE_CHECKER, elsewhere.district.regency)
    said = {**read(state), "comment": "Kurang.", "title": "Diubah"}
    before = draft(state).latest_revision_id
    for user, answers in ((office.agency, {404}), (far, {404}), (office.writer, {404}), (office.stranger, {302, 403})):
        client = signed_in(user)
        assert client.get(address(name, state)).status_code in {405, *answers}, user
        assert client.post(address(name, state), said).status_code in {405, *answers}, user
    assert (status(state), draft(state).latest_revision_id) == ("in_progress", before)
    assert signed_in(office.village).get(address("one", state)).status_code == 200
