"""What the clock asks of the stories' room."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from cms.enquiries import forgetting
from cms.enquiries.reminding import remind_contacts
from cms.pages import closing
from cms.review import scheduled
from cms.tree import villages
from cms.upkeep import stale


@shared_task
def make_village_pages() -> int:
    """Make pages for villages that have got something to show; return how many."""
    return villages.make_village_pages()


@shared_task
def take_down_makers() -> int:
    """Take down the pages of makers whose shop is closed; return how many."""
    return closing.take_down_closed()


@shared_task
def publish_due_pages() -> list[int]:
    """Take down pages whose time is over and publish those whose hour has come; return how many, and how many not."""
    return list(scheduled.publish_due(timezone.now()))


@shared_task
def tell_of_stale_pages() -> int:
    """Tell each editor once a week which of her pages want reading again; return how many were told."""
    return stale.tell_editors(timezone.now())


@shared_task
def remind_of_enquiries() -> int:
    """Remind contacts once of visitors who have waited too long; return how many."""
    return remind_contacts(timezone.now())


@shared_task
def forget_old_enquiries() -> int:
    """Delete what visitors asked a year ago; return how many."""
    return forgetting.forget_old_enquiries(timezone.now())
