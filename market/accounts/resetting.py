"""The superuser takes off somebody's second factor, when the phone and the paper are both lost."""

from __future__ import annotations

from typing import Any, cast

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.log_actions import LogActionRegistry, log

from market.accounts.models import User
from market.accounts.proof import second_proof_required
from market.accounts.second_factor import reset_second_factor

LOGGED = "accounts.reset_second_factor"


def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take another person's second factor off, for a superuser with fresh proof; nobody takes off the own one here."""
    if not request.user.is_superuser:
        raise PermissionDenied
    return _reset(request, pk)


@second_proof_required
def _reset(request: HttpRequest, pk: int) -> HttpResponse:
    boss = cast(User, request.user)
    person = get_object_or_404(User.objects.exclude(pk=boss.pk), pk=pk)
    if request.method != "POST":
        return render(request, "accounts/reset_second_factor.html", {"person": person})
    reset_second_factor(user=person, by=boss)
    ratelimit.clear(request, action="login_failed", key=f"mfa-auth-user-{person.pk}")
    log(person, LOGGED, user=boss)
    messages.success(request, f"Langkah kedua {person} sudah dilepas. Semua perangkatnya dikeluarkan.")
    return redirect(reverse("wagtailusers_users:index"))


def register_log_action(actions: LogActionRegistry) -> None:
    """Give the line in the person's history its words."""
    actions.register_action(LOGGED, "Lepas langkah kedua", "Langkah kedua dilepas")


def reset_address(person: Any) -> str:
    return reverse("wagtailusers_users:reset_second_factor", args=[person.pk])
