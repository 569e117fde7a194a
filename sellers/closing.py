"""A person is deleted: what she asked stays, but nobody can be written to about it any more."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.db.models.signals import pre_delete

from market.accounts.models import User
from sellers.models import Question


def follow_deleted_people() -> None:
    """Take a person's numbers from questions before her account goes."""
    pre_delete.connect(forget_who_asked, sender=User, dispatch_uid="sellers.forget_who_asked")


def forget_who_asked(instance: User, **kwargs: Any) -> None:
    """Take number and network from what she asked, signed in or by her number alone."""
    asked = Q(user=instance) | Q(phone=instance.phone) if instance.phone else Q(user=instance)
    Question.objects.filter(asked).update(phone="", asked_from="")
