"""A villager's story comes in, comes again when it was sent back, or is declined; each once, and she is told."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cms.contributed.models import Contribution
from cms.contributed.standing import may_be_mended
from cms.contributed.where import story_index_of
from cms.contributed.words import StoryWords, text_of, write_again, write_into
from cms.live.things import HEAD_SPECS, PICTURE_SPECS
from cms.models import RegencySite, StoryPage
from market.accounts.counting import one_at_a_time
from market.notify.actions import tell
from market.pictures.effects import ask_for

if TYPE_CHECKING:
    from market.accounts.models import User

WITHIN = timedelta(days=1)
MOST = 3
SHOWN_AS = (*HEAD_SPECS, PICTURE_SPECS["body"], PICTURE_SPECS["card"])


class TooManyStories(Exception):
    """This person has sent as many within a day as the office can read."""


class NotSentBack(Exception):
    """Nobody has asked for a mended version, or it has come already."""


class Changed(Exception):
    """The office has saved the page since its sender read it."""


class AlreadyDecided(Exception):
    """It is published, or was declined before."""


@transaction.atomic
def send_story(*, sender: User, reference: UUID, words: StoryWords, now: datetime) -> Contribution:
    """Keep a story as a draft below its regency's list and hand it to whoever checks; a form sent twice is one story.

    Without a workflow it waits as a draft in the office's list.

    Raises:
        TooManyStories: three have come from this person within a day.
    """
    one_at_a_time(f"stories {sender.pk}")
    hers = Contribution.objects.filter(sender=sender)
    if same := hers.filter(reference=reference).first():
        return same
    if hers.filter(sent_at__gt=now - WITHIN).count() >= MOST:
        raise TooManyStories
    page = _new_page(sender, words)
    kept = Contribution.objects.create(
        reference=reference,
        page=page,
        title=words.title,
        sender=sender,
        shown_name=words.shown_name,
        regency=page.regency,
        agreed_at=now,
        sent_at=now,
    )
    _hand_over(page, sender)
    return kept


@transaction.atomic
def send_again(*, contribution: Contribution, revision: int | None, words: StoryWords, now: datetime) -> Contribution:
    """Put a mended version into the draft and hand it over again; what the office had put in beside stays.

    Raises:
        NotSentBack: it waits, is published, or was declined.
        Changed: `revision`, the one that was read, is not the newest any more.
    """
    locked = _locked(contribution)
    if not may_be_mended(locked):
        raise NotSentBack
    page: Any = locked.page.get_latest_revision_as_object()  # type: ignore[union-attr]
    if page.latest_revision_id != revision:
        raise Changed
    _tell_pictures(words)
    write_again(page, words, locked.sender, _typed_last(page, locked.sender))
    page.save_revision(user=locked.sender)
    _hand_over_again(page, locked.sender)
    locked.shown_name, locked.mended_at, locked.agreed_at = words.shown_name, now, now
    locked.save(update_fields=["shown_name", "mended_at", "agreed_at"])
    return locked


@transaction.atomic
def decline(*, contribution: Contribution, why: str, by: User, now: datetime) -> Contribution:
    """Say for good that a story is not shown, and why; its draft stays, without an hour, until an editor deletes it.

    Raises:
        AlreadyDecided: it is published, or was declined before.
    """
    locked = _locked(contribution)
    if locked.declined_at or (locked.page and locked.page.live):
        raise AlreadyDecided
    locked.declined_at, locked.declined_why, locked.declined_by = now, why, by
    locked.save(update_fields=["declined_at", "declined_why", "declined_by"])
    if locked.page:
        _take_off_its_way(locked.page, by)
    tell_sender(locked, "story_declined", key=f"story_declined:{locked.pk}", why=why)
    return locked


def tell_sender(contribution: Contribution, template: str, *, key: str, link: str = "", **said: str) -> None:
    """Write to whoever sent it, if she still has a number; the same key is one message."""
    if contribution.sender is None or not contribution.sender.phone:
        return
    hers = f"{settings.BASE_URL.rstrip('/')}{reverse('contributed:home')}"
    context = {"title": contribution.title, "link": link or hers, **said}
    tell(phone=contribution.sender.phone, template=template, context=context, key=key)


def _locked(contribution: Contribution) -> Contribution:
    """Return it locked, its page before it: whoever approves or publishes holds the page."""
    Page.objects.select_for_update().filter(pk=contribution.page_id).first()
    return Contribution.objects.select_for_update(of=("self",)).select_related("sender").get(pk=contribution.pk)


def _take_off_its_way(page: Any, by: User) -> None:
    """End the workflow of a page, and take away the hour at which it would be published."""
    if state := page.current_workflow_state:
        state.cancel(user=by)
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    draft = page.get_latest_revision_as_object()
    if draft.go_live_at or page.go_live_at:
        StoryPage.objects.filter(pk=page.pk).update(go_live_at=None)
        draft.go_live_at = None
        draft.save_revision(user=by, changed=False, clean=False)


def _new_page(sender: User, words: StoryWords) -> StoryPage:
    index = story_index_of(words.village.district.regency)
    page = StoryPage(live=False, owner=sender, locale_id=index.locale_id)
    _tell_pictures(words)
    write_into(page, words)
    page.slug = find_available_slug(index, slugify(words.title)[:200] or "cerita")
    index.add_child(instance=page)
    page.save_revision(user=sender)
    return page


def _typed_last(page: Any, sender: Any) -> str:
    """Return the text as it last came from whoever sent the story."""
    hers = page.revisions.filter(user=sender).order_by("-created_at", "-pk").first()
    return text_of(hers.as_object()) if hers else ""


def _tell_pictures(words: StoryWords) -> None:
    """Say on the pictures what they show, so that who cannot see them is told; have their files made.

    They lie in the collection of their regency where it has one: the wall goes by that.
    """
    regency = words.village.district.regency
    walled = RegencySite.objects.select_related("collection").filter(regency=regency).first()
    for picture, told in words.photos:
        picture.title = picture.description = told
        picture.regency = regency
        picture.collection = walled.collection if walled else picture.collection
        picture.save(update_fields=["title", "description", "regency", "collection"])
        ask_for(picture, *SHOWN_AS)


def _hand_over(page: StoryPage, sender: Any) -> None:
    """Let the page's workflow begin; a page that it does not take waits for the office as a draft."""
    if workflow := page.get_workflow():
        with suppress(ValidationError):
            workflow.start(page, sender)


def _hand_over_again(page: StoryPage, sender: Any) -> None:
    state = page.current_workflow_state
    try:
        state.resume(user=sender)
    except ValidationError:
        state.refresh_from_db()
        state.cancel(user=sender)
