"""What a visitor asked goes, with all messages that say it: when its person wants that, leaves, or a year is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import pre_delete

from cms.enquiries.models import Enquiry
from market.accounts.models import User
from market.notify.actions import forget_messages

if TYPE_CHECKING:
    from cms.enquiries.models import EnquiryQuerySet

KEPT = timedelta(days=365)
"""How long after its answer an enquiry is kept; without one, after it was asked."""

MESSAGES = ("visit_asked", "visit_reminded", "visit_answered")


def forget_enquiry(*, enquiry: Enquiry) -> None:
    """Delete an enquiry, its answer, and what was written to the contact and the visitor about it."""
    _forget(Enquiry.objects.filter(pk=enquiry.pk))


def forget_old_enquiries(now: datetime) -> int:
    """Delete what was answered, or asked without an answer, a year ago; return how many."""
    old = now - KEPT
    return _forget(Enquiry.objects.filter(Q(answered_at__lt=old) | Q(answered_at=None, asked_at__lt=old)))


def follow_deleted_people() -> None:
    """Delete what a person asked before her account goes."""
    pre_delete.connect(_forget_hers, sender=User, dispatch_uid="cms.enquiries.forget_hers")


def _forget_hers(instance: User, **kwargs: Any) -> None:
    """Delete what she asked, signed in or by her number alone."""
    hers = Q(user=instance) | Q(phone=instance.phone) if instance.phone else Q(user=instance)
    _forget(Enquiry.objects.filter(hers))


@transaction.atomic
def _forget(enquiries: EnquiryQuerySet) -> int:
    numbers = list(enquiries.select_for_update(of=("self",)).values_list("pk", flat=True))
    forget_messages(keys=[f"{kind}:{number}" for kind in MESSAGES for number in numbers])
    Enquiry.objects.filter(pk__in=numbers).delete()
    return len(numbers)
