"""The hour of a page comes: it goes out, unless it has faults by then, and its author is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.models import StoryPage
from cms.review.faults import FaultyPage
from cms.review.scheduled import publish_due
from cms.tasks import publish_due_pages
from tests.cms.conftest import make_picture
from tests.cms.review.conftest import Office, Write, fresh, told


def due(page: StoryPage, office: Office, ago: int = 1) -> Revision:
    """Have a page published at an hour, which comes."""
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision(user=office.writer)
    revision.publish(user=office.publisher)
    hour = timezone.now() - timedelta(minutes=ago)
    revision.content["go_live_at"] = hour.isoformat()
    revision.save(update_fields=["content"])
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=hour)
    assert not fresh(page).live
    return revision


def publish_now() -> tuple[int, int, int]:
    return publish_due(timezone.now())


def test_a_page_with_faults_gets_no_hour(draft: StoryPage, is_faulty: bool) -> None:
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    if is_faulty:
        with pytest.raises(FaultyPage):
            draft.save_revision().publish()
    else:
        draft.save_revision().publish()
    assert Revision.objects.filter(approved_go_live_at__isnull=False).exists() is not is_faulty


def test_when_its_hour_comes_each_page_stands_for_itself(write: Write, office: Office, own_folders: Any) -> None:
    good, bad = write(title="Yang baik"), write(title="Yang rusak", picture=make_picture())
    due(good, office)
    due(bad, office, ago=2)
    bad.picture.description = ""
    bad.picture.save()
    assert publish_now() == (1, 0, 1)
    assert (fresh(good).live, fresh(bad).live) == (True, False)
    assert bad.get_latest_revision_as_object().title == "Yang rusak"
    texts = told(office.writer)
    assert len([text for text in texts if "belum terbit" in text and "WITA" in text and "Gambar utama" in text]) == 1
    assert len([text for text in texts if "“Yang baik” sudah terbit" in text]) == 1
    assert publish_now() == (0, 0, 0)
    assert told(office.writer) == texts


def test_a_page_that_breaks_stops_no_other(write: Write, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = write(title="Pertama"), write(title="Kedua")
    due(second, office)
    broken = due(first, office, ago=2)
    publish = Revision.publish

    def fail(revision: Revision, *args: Any, **more: Any) -> Any:
        if revision.pk == broken.pk:
            raise OSError("the disk is full")
        return publish(revision, *args, **more)

    monkeypatch.setattr(Revision, "publish", fail)
    assert publish_now() == (1, 0, 0)
    assert [fresh(each).live for each in (first, second)] == [False, True]
    monkeypatch.undo()
    assert publish_now() == (1, 0, 0), "tried again"


def test_what_has_expired_is_taken_down(write: Write) -> None:
    page = write()
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert publish_now() == (0, 0, 0)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert publish_now() == (0, 1, 0)
    assert (fresh(page).live, fresh(page).expired) == (False, True)
    assert publish_now() == (0, 0, 0)


def test_the_clock_asks_for_it_each_minute(write: Write, office: Office, settings: Any) -> None:
    page, waiting = write(), write(title="Besok")
    due(page, office)
    waiting.go_live_at = timezone.now() + timedelta(hours=1)
    waiting.save_revision().publish()
    assert publish_due_pages() == [1, 0, 0]
    assert not fresh(waiting).live
    assert fresh(page).live
    assert settings.CELERY_BEAT_SCHEDULE["publish-due-pages"]["schedule"] == 60
