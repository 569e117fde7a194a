"""A person is deleted: what she asked stays, but nobody can be written to about it; what nothing used goes."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import pre_delete

from market.accounts.models import User
from sellers.models import Question, Upload
from sellers.sync import papers, pieces


def follow_deleted_people() -> None:
    """Take a person's numbers from questions before her account goes, and the files of what nothing has used yet."""
    pre_delete.connect(forget_who_asked, sender=User, dispatch_uid="sellers.forget_who_asked")
    pre_delete.connect(forget_what_waits, sender=User, dispatch_uid="sellers.forget_what_waits")


def forget_who_asked(instance: User, **kwargs: Any) -> None:
    """Take number and network from what she asked, signed in or by her number alone."""
    asked = Q(user=instance) | Q(phone=instance.phone) if instance.phone else Q(user=instance)
    Question.objects.filter(asked).update(phone="", asked_from="")


def forget_what_waits(instance: User, **kwargs: Any) -> None:
    """Delete the pieces, recordings and papers that she sent and nothing has used; their rows go with her."""
    for number, paper in Upload.objects.filter(owner=instance).values_list("pk", "file"):
        transaction.on_commit(partial(pieces.forget, number))
        if paper:
            transaction.on_commit(partial(papers.forget, paper))
