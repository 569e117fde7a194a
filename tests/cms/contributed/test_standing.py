"""Who sent a story sees in plain words how it stands, mends it when it comes back, and is told by message."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail.rich_text import RichText

from cms.contributed.actions import AlreadyDecided, NotSentBack, decline, send_again
from cms.contributed.models import Contribution
from cms.contributed.standing import standings
from cms.contributed.words import StoryWords, photos_of, text_of
from cms.models import StoryIndexPage, StoryPage
from cms.review.scheduled import publish_due
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.notify.models import Message
from market.regions.models import Province, Regency
from tests.cms.conftest import make_picture
from tests.cms.contributed.conftest import TEXT

LIST, DESK = "/jual/cerita/", "/kelola/cerita-warga/"


@pytest.fixture
def checked(home, editor) -> Workflow:
    """Return a workflow of one step for all stories."""
    WorkflowPage.objects.all().delete()
    workflow = Workflow.objects.create(name="Periksa")
    task = GroupApprovalTask.objects.create(name="Petugas")
    task.groups.set(editor.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    index = StoryIndexPage.objects.get(locale__language_code="id")
    WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(pk=index.pk))
    return workflow


@pytest.fixture
def returned(checked, sent, editor) -> Contribution:
    """Return a story that an editor has sent back."""
    sent.page.current_workflow_state.current_task_state.reject(user=editor, comment="Siapa nama ibunya?")
    return Contribution.objects.get()


def words_of(village, **other) -> StoryWords:
    return StoryWords(**{"title": "Ibu Sarinah", "text": TEXT, "village": village, **other})


def shown(client: Client) -> str:
    return client.get(LIST).content.decode()


def test_it_is_handed_to_the_workflow_of_the_page(checked, sent, sender):
    state = StoryPage.objects.get().current_workflow_state
    assert (state.workflow, state.requested_by) == (checked, sender)


def test_it_goes_the_way_to_readers_and_its_sender_is_told_once(editor, sent, sender):
    state = StoryPage.objects.get().current_workflow_state
    assert Message.objects.filter(template="page_waits", phone=editor.phone).count() == 1
    state.current_task_state.task.specific.on_action(state.current_task_state, editor, "reject", comment="Siapa?")
    told = Message.objects.filter(phone=sender.phone).values_list("template", flat=True)
    assert list(told) == ["story_returned"]


def test_it_waits_as_a_draft_where_there_is_no_workflow(home, hers, said):
    WorkflowPage.objects.all().delete()
    hers.post("/jual/cerita/kirim/", said())
    assert StoryPage.objects.get().current_workflow_state is None
    assert "Menunggu diperiksa petugas" in shown(hers)


def test_it_says_what_is_to_be_mended(returned, hers):
    text = shown(hers)
    assert "Perlu diperbaiki" in text
    assert "Siapa nama ibunya?" in text
    message = Message.objects.get(template="story_returned")
    assert "Siapa nama ibunya?" in message.text
    assert message.phone == "+628125550001"


def test_it_takes_a_mended_version_and_keeps_what_the_office_put_in(returned, hers, said, amplang):
    page = returned.page.get_latest_revision_as_object()
    page.body.append(("product", amplang))
    page.save_revision()
    form = hers.get(f"{LIST}{returned.pk}/").context["form"]
    assert form.initial["text"] == TEXT
    photos = {
        f"foto{number}-{name}": value
        for number, slot in enumerate(form.slots[:2], 1)
        for name, value in (("kept_photo", slot.token), ("told", slot.initial["told"]))
    }
    answers = {**said(title="Ibu Sarinah dan kualinya"), **photos, "revision": form.initial["revision"]}
    for _press in range(2):
        assert hers.post(f"{LIST}{returned.pk}/", answers).status_code in (200, 302)
    page = StoryPage.objects.get().get_latest_revision_as_object()
    assert page.title == "Ibu Sarinah dan kualinya"
    assert [block.block_type for block in page.body] == ["text", "picture", "product"]
    assert page.picture == returned.page.picture
    assert page.current_workflow_state.status == "in_progress"
    assert "Menunggu diperiksa petugas" in shown(hers)


def again(contribution, **other) -> StoryPage:
    """Send a mended version of what stands; return the draft that comes of it."""
    draft = StoryPage.objects.get().get_latest_revision_as_object()
    said = {"text": text_of(draft), "photos": photos_of(draft, contribution.sender), **other}
    words = words_of(draft.village, **said)
    send_again(contribution=contribution, revision=draft.latest_revision_id, words=words, now=timezone.now())
    return StoryPage.objects.get().get_latest_revision_as_object()


def by_the_office(contribution) -> StoryPage:
    """Return the draft after an editor has chosen a picture, linked a word and said what search results say."""
    draft = contribution.page.get_latest_revision_as_object()
    draft.picture, draft.search_description = make_picture(), "Amplang dari hulu Mahakam."
    linked = RichText(draft.body[0].value.source.replace("danau", '<a href="https://x.id/">danau</a>'))
    draft.body[0] = ("text", linked, draft.body[0].id)
    draft.save_revision()
    return draft


def test_what_the_office_has_made_of_it_stays_where_her_text_is_the_same(returned):
    made = by_the_office(returned)
    page = again(returned, title="Ibu Sarinah")
    assert (page.title, page.picture, page.search_description) == (
        "Ibu Sarinah",
        made.picture,
        "Amplang dari hulu Mahakam.",
    )
    assert page.body.get_prep_value() == made.body.get_prep_value()


def test_her_own_words_and_photos_are_exchanged(returned):
    photos = photos_of(returned.page.get_latest_revision_as_object(), returned.sender)
    text = "Ibu Sarinah menggoreng amplang sejak subuh.\n\nIkannya dari danau."
    page = again(returned, text=text, photos=[photos[1]])
    assert text_of(page) == text
    assert page.search_description == " ".join(text.split())
    assert (page.picture, [block.block_type for block in page.body]) == (photos[1][0], ["text"])


def test_a_new_photo_comes_last_and_a_new_word_stands_on_hers(returned, sender):
    draft = returned.page.get_latest_revision_as_object()
    [top, (below, _told)] = photos_of(draft, sender)
    new = make_picture()
    new.uploaded_by_user = sender
    new.save()
    page = again(returned, photos=[top, (below, "Kuali ibu"), (new, "Dapur")])
    assert [block.value["alt"] for block in page.body if block.block_type == "picture"] == ["Kuali ibu", "Dapur"]
    assert page.body[1].id == draft.body[1].id


def test_a_version_that_was_not_read_is_not_written_over(returned, hers, said):
    read = hers.get(f"{LIST}{returned.pk}/").context["form"].initial["revision"]
    by_the_office(returned)
    for number in (read, ""):
        answer = hers.post(f"{LIST}{returned.pk}/", {**said(title="Judul saya"), "revision": number})
        assert "Petugas mengubah cerita ini" in answer.content.decode()
        assert "Judul saya" in answer.content.decode()
    assert StoryPage.objects.get().get_latest_revision_as_object().search_description == "Amplang dari hulu Mahakam."


def test_it_takes_no_mended_version_of_what_nobody_sent_back(sent, village):
    with pytest.raises(NotSentBack):
        send_again(
            contribution=sent, revision=sent.page.latest_revision_id, words=words_of(village), now=timezone.now()
        )


def test_it_says_that_it_is_published_and_where(sent, hers):
    sent.page.get_latest_revision().publish()
    assert "Sudah terbit" in shown(hers)
    assert 'href="/cerita/ibu-dan-kuali-amplangnya/"' in shown(hers)
    sent.page.get_latest_revision().publish()
    message = Message.objects.get(template="story_published")
    assert "/cerita/ibu-dan-kuali-amplangnya/" in message.text


def test_it_says_that_it_was_taken_back_or_deleted(sent, hers):
    sent.page.get_latest_revision().publish()
    page = StoryPage.objects.get()
    page.unpublish()
    assert "Tidak tampil lagi" in shown(hers)
    page.delete()
    assert "Petugas sudah menghapusnya." in shown(hers)
    assert hers.get(f"{LIST}{sent.pk}/").status_code == 200


def test_it_says_why_it_is_not_shown(checked, sent, hers, editor):
    decline(contribution=sent, why="Tentang orang lain.", by=editor, now=timezone.now())
    text = shown(hers)
    assert "Tidak dimuat" in text
    assert "Tentang orang lain." in text
    assert "Tentang orang lain." in Message.objects.get(template="story_declined").text
    assert StoryPage.objects.get().current_workflow_state is None
    with pytest.raises(AlreadyDecided):
        decline(contribution=sent, why="Lagi.", by=editor, now=timezone.now())


def test_it_says_that_it_is_out_when_an_editor_publishes_what_was_declined(sent, hers, editor):
    decline(contribution=sent, why="Tentang orang lain.", by=editor, now=timezone.now())
    sent.page.get_latest_revision().publish(user=editor)
    assert "Sudah terbit" in shown(hers)
    assert "Tidak dimuat" not in shown(hers)


def test_it_is_not_published_at_its_hour_once_it_is_declined(sent, editor):
    now = timezone.now()
    draft = sent.page.get_latest_revision_as_object()
    draft.go_live_at = now + timedelta(hours=1)
    draft.save_revision().publish()
    decline(contribution=sent, why="Tentang orang lain.", by=editor, now=now)
    assert publish_due(now + timedelta(hours=2)).published == 0
    assert not Message.objects.filter(template="story_published").exists()
    page = StoryPage.objects.get()
    assert (page.live, page.go_live_at, page.get_latest_revision_as_object().go_live_at) == (False, None, None)


@pytest.mark.django_db(transaction=True)
def test_it_is_either_published_or_declined(sent, editor):
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Page.objects.select_for_update().get(pk=sent.page_id)
        asked = other.submit(_declined, sent, editor)
        sent.page.get_latest_revision().publish()
        assert not asked.done()
    assert asked.result(timeout=20) == "AlreadyDecided"
    assert Contribution.objects.get().declined_at is None


def _declined(contribution, editor) -> str:
    try:
        decline(contribution=contribution, why="Lagi.", by=editor, now=timezone.now())
    except AlreadyDecided as refused:
        return type(refused).__name__
    finally:
        connection.close()
    return ""


def test_it_lists_many_in_as_many_queries_as_one(sender, village, django_assert_num_queries, home):
    index = StoryIndexPage.objects.get(locale__language_code="id")
    for number in range(4):
        page = StoryPage(title=f"Cerita {number}", lead="a", live=False, locale=index.locale)
        index.add_child(instance=page)
        Contribution.objects.create(page=page, title=page.title, sender=sender, regency=village.district.regency)
    with django_assert_num_queries(3):
        assert len(standings(Contribution.objects.all())) == 4


def test_it_reads_back_what_was_typed(sent):
    assert text_of(sent.page) == TEXT


def test_the_office_sees_who_sent_it_and_declines(sent, editor):
    desk = Client()
    desk.force_login(editor)
    assert "Cerita warga (1)" in desk.get("/kelola/").content.decode()
    assert sent.title in desk.get(DESK).content.decode()
    text = desk.get(f"{DESK}{sent.pk}/").content.decode()
    assert "Ibu Aminah, 0812 5550 001" in text
    assert "Tulis alasannya." in desk.post(f"{DESK}{sent.pk}/", {"why": ""}).content.decode()
    assert desk.post(f"{DESK}{sent.pk}/", {"why": "Tentang orang lain."}).status_code == 302
    assert Contribution.objects.get().declined_by == editor
    assert "Tidak dimuat, dan" not in desk.get(f"{DESK}{sent.pk}/").content.decode()


def test_no_other_regency_and_no_stranger_sees_it(sent):
    elsewhere = Regency.objects.create(code="63.01", name="Kabupaten Lain", province=Province.objects.first())
    other = User.objects.create_user("+628125550003")
    appoint(user=other, role=EDITOR, regency=elsewhere)
    desk = Client()
    desk.force_login(other)
    assert sent.title not in desk.get(DESK).content.decode()
    assert desk.get(f"{DESK}{sent.pk}/").status_code == 404
    stranger = Client()
    stranger.force_login(User.objects.create_user("+628125550004"))
    assert stranger.get(DESK).status_code == 302
