"""A visitor asks, the village's contact is told, and the answer goes back; each once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from cms.enquiries.contacts import Contact, contact_of
from cms.enquiries.models import DUE_WITHIN, Enquiry
from market.accounts.counting import one_at_a_time
from market.notify.actions import tell

if TYPE_CHECKING:
    from wagtail.models import Page

    from cms.enquiries.models import EnquiryQuerySet
    from market.accounts.models import User

WITHIN = timedelta(hours=1)
MOST_BY_PHONE, MOST_BY_NETWORK = 3, 20  # a whole village may sit behind one network address
SAME_WITHIN = timedelta(minutes=10)


class TooManyEnquiries(Exception):
    """This person, or this network, has asked too much within the last hour."""


class NobodyAnswers(Exception):
    """The page has no contact, and neither has its village."""


class AlreadyAnswered(Exception):
    """Somebody has answered it."""


@transaction.atomic
def enquire(
    *,
    page: Page,
    about: str,
    arrives_on: date | None,
    leaves_on: date | None,
    people: int,
    wish: str,
    name: str,
    phone: str,
    now: datetime,
    user: User | None = None,
    language: str = "id",
    asked_from: str = "",
) -> Enquiry:
    """Keep what a visitor asks and tell the village's contact, who has two days; the same again is the same one.

    `phone` is E.164. `asked_from` names a network, not its address.

    Raises:
        NobodyAnswers: neither page nor village has a contact.
        TooManyEnquiries: within the last hour there were too many from this phone or network.
    """
    contact = contact_of(page)
    if contact is None:
        raise NobodyAnswers
    one_at_a_time(*(f"enquiries {who}" for who in (phone, asked_from) if who))
    recent = Enquiry.objects.filter(asked_at__gte=now - WITHIN)
    if same := recent.filter(page=page, wish=wish, phone=phone, asked_at__gte=now - SAME_WITHIN).first():
        return same
    _stop_too_many(recent, phone, asked_from)
    kept = Enquiry.objects.create(
        page=page,
        about=about,
        title=page.title,
        regency_id=page.regency_id,  # type: ignore[attr-defined]
        arrives_on=arrives_on,
        leaves_on=leaves_on,
        people=people,
        wish=wish,
        name=name,
        phone=phone,
        user=user,
        language=language,
        asked_from=asked_from,
        asked_at=now,
        due_at=now + DUE_WITHIN,
        contact_name=contact.name,
        contact_phone=contact.phone,
    )
    _tell_contact(kept, contact)
    return kept


def _stop_too_many(recent: EnquiryQuerySet, phone: str, asked_from: str) -> None:
    if recent.filter(phone=phone).count() >= MOST_BY_PHONE:
        raise TooManyEnquiries
    if asked_from and recent.filter(asked_from=asked_from).count() >= MOST_BY_NETWORK:
        raise TooManyEnquiries


@transaction.atomic
def answer_enquiry(*, enquiry: Enquiry, text: str, now: datetime, by: User | None = None) -> Enquiry:
    """Keep the answer and tell whoever asked; `by` is an officer who answers in the contact's stead.

    Raises:
        AlreadyAnswered: it was answered; the first answer stays.
    """
    locked = Enquiry.objects.select_for_update(of=("self",)).select_related("user").get(pk=enquiry.pk)
    if locked.answered_at:
        raise AlreadyAnswered
    locked.answer, locked.answered_at, locked.answered_by = text, now, by
    locked.save(update_fields=["answer", "answered_at", "answered_by"])
    _tell_visitor(locked)
    return locked


def _tell_contact(enquiry: Enquiry, contact: Contact) -> None:
    link = _address("enquiries:answer", enquiry.secret_for("answer"), "id")
    context = {"enquiry": enquiry, "contact": contact.name, "link": link}
    tell(phone=contact.phone, template="visit_asked", context=context, key=f"visit_asked:{enquiry.pk}")


def _tell_visitor(enquiry: Enquiry) -> None:
    """Send the answer to whoever has proved the number; to a number that anybody typed only where it can be read."""
    is_proved = enquiry.is_from_its_number
    link = _address("enquiries:read", enquiry.secret_for("read"), enquiry.language)
    tell(
        phone=enquiry.phone,
        template="visit_answered" if is_proved else "visit_answered_link",
        context={"enquiry": enquiry, "link": link} if is_proved else {"link": link},
        key=f"visit_answered:{enquiry.pk}",
        language=enquiry.language,
    )


def _address(name: str, secret: str, language: str) -> str:
    with translation.override(language):
        return settings.BASE_URL.rstrip("/") + reverse(name, args=[secret])
