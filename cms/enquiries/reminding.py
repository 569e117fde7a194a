"""A contact who lets a visitor wait past the promised time is reminded, once; after that the office sees to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cms.enquiries.actions import answer_link
from cms.enquiries.models import Enquiry
from market.notify.actions import tell

AT_ONCE = 200


def remind_contacts(now: datetime) -> int:
    """Remind those whose answers are overdue and who were not reminded; return how many."""
    overdue = Enquiry.objects.overdue(now).filter(reminded_at=None).values_list("pk", flat=True)
    return sum(_remind(number, now) for number in list(overdue[:AT_ONCE]))


@transaction.atomic
def _remind(number: int, now: datetime) -> bool:
    waiting = Enquiry.objects.select_for_update(skip_locked=True).filter(answered_at=None, reminded_at=None)
    enquiry = waiting.filter(pk=number).first()
    if enquiry is None:
        return False
    enquiry.reminded_at = now
    enquiry.save(update_fields=["reminded_at"])
    context = {"enquiry": enquiry, "contact": enquiry.contact_name, "link": answer_link(enquiry)}
    tell(phone=enquiry.contact_phone, template="visit_reminded", context=context, key=f"visit_reminded:{enquiry.pk}")
    return True
