"""A visitor asks, the village's contact is told, and the answer goes back; each once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from cms.enquiries.contacts import Contact, contact_of
from cms.enquiries.models import DUE_WITHIN, Enquiry
from cms.regencies.trees import regency_above, regency_of
from market.accounts.counting import one_at_a_time
from market.notify.actions import tell

if TYPE_CHECKING:
    from wagtail.models import Page

    from cms.enquiries.models import EnquiryQuerySet
    from market.accounts.models import User

WITHIN = timedelta(hours=1)
MOST_BY_PHONE, MOST_BY_NETWORK = 3, 20  # a whole village may sit behind one network address
MOST_BY_NETWORK_TO_CONTACT = 6
MOST_TO_CONTACT, MOST_TO_CONTACT_A_DAY = 15, 40  # each is a message to one person's phone
A_DAY = timedelta(days=1)
SAME_WITHIN = timedelta(minutes=10)


class TooManyEnquiries(Exception):
    """This person or this network has asked too much, or this contact was asked too much."""


class NobodyAnswers(Exception):
    """The page has no contact, and neither has its village."""


class AlreadyAnswered(Exception):
    """Somebody has answered it."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a visitor wrote; `about` is one of Enquiry.About, `phone` is E.164."""

    about: str
    arrives_on: date | None
    leaves_on: date | None
    people: int
    wish: str
    name: str
    phone: str


@transaction.atomic
def enquire(
    *, page: Page, said: Said, now: datetime, user: User | None = None, language: str = "id", asked_from: str = ""
) -> Enquiry:
    """Keep what a visitor asks and tell the village's contact, who has two days; the same again is the same one.

    `asked_from` names a network, not its address.

    Raises:
        NobodyAnswers: neither page nor village has a contact.
        TooManyEnquiries: within the last hour there were too many from this phone or network, or to this contact, or
            within the last day to this contact.
    """
    contact = contact_of(page)
    if contact is None:
        raise NobodyAnswers
    one_at_a_time(*(f"enquiries {who}" for who in (said.phone, asked_from, contact.phone) if who))
    recent = Enquiry.objects.filter(asked_at__gte=now - WITHIN)
    if same := _same(recent.filter(page=page, asked_at__gte=now - SAME_WITHIN), said):
        return same
    _stop_too_many(recent, said.phone, asked_from)
    _spare(contact, recent, asked_from, now)
    kept = _keep(page, said, contact, now, user=user, language=language, asked_from=asked_from)
    _tell_contact(kept, contact)
    return kept


def _keep(page: Page, said: Said, contact: Contact, now: datetime, **known: Any) -> Enquiry:
    return Enquiry.objects.create(
        page=page,
        title=page.title,
        regency_id=regency_of(page) or regency_above(page),
        asked_at=now,
        due_at=now + DUE_WITHIN,
        contact_name=contact.name,
        contact_phone=contact.phone,
        **known,
        **asdict(said),
    )


def _same(recent: EnquiryQuerySet, said: Said) -> Enquiry | None:
    """Return the one that says the same, whatever the name: somebody pressed twice. Other days are another."""
    words = asdict(said)
    del words["name"]
    return recent.filter(**words).first()


def _stop_too_many(recent: EnquiryQuerySet, phone: str, asked_from: str) -> None:
    if recent.filter(phone=phone).count() >= MOST_BY_PHONE:
        raise TooManyEnquiries
    if asked_from and recent.filter(asked_from=asked_from).count() >= MOST_BY_NETWORK:
        raise TooManyEnquiries


def _spare(contact: Contact, recent: EnquiryQuerySet, asked_from: str, now: datetime) -> None:
    """Keep one person's phone from being flooded, by one network or by many."""
    to_contact = recent.filter(contact_phone=contact.phone)
    if asked_from and to_contact.filter(asked_from=asked_from).count() >= MOST_BY_NETWORK_TO_CONTACT:
        raise TooManyEnquiries
    today = Enquiry.objects.filter(contact_phone=contact.phone, asked_at__gte=now - A_DAY)
    if to_contact.count() >= MOST_TO_CONTACT or today.count() >= MOST_TO_CONTACT_A_DAY:
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


def answer_link(enquiry: Enquiry) -> str:
    """Return the secret link at which the contact answers."""
    return _address("enquiries:answer", enquiry.secret_for("answer"), "id")


def _tell_contact(enquiry: Enquiry, contact: Contact) -> None:
    context = {"enquiry": enquiry, "contact": contact.name, "link": answer_link(enquiry)}
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
