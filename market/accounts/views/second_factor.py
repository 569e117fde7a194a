"""`/akun/dua-langkah/`: set the second factor up, see its recovery codes, take it off, and type it at sign-in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from market.accounts.proof import second_proof_required
from market.accounts.roles import needs_second_factor
from market.accounts.second_factor import is_set_up, paper_codes_left


@never_cache
@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Say whether the second factor is on, and whether this person has to have one."""
    context = {
        "is_on": is_set_up(request.user),
        "is_needed": needs_second_factor(request.user),
        "codes_left": paper_codes_left(request.user),
        "next": get_next_redirect_url(request),
    }
    return render(request, "mfa/index.html", context)


class KeepsNext:
    """Carries the address where the person was going from page to page."""

    request: HttpRequest

    def with_next(self, url: str) -> str:
        then = get_next_redirect_url(self.request)
        return f"{url}?{urlencode({'next': then})}" if then else url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "next": get_next_redirect_url(self.request)}


class SetUpView(KeepsNext, ActivateTOTPView):
    """Follows ActivateTOTPView of allauth 65.21."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_set_up(request.user):
            return redirect(self.with_next(reverse("mfa_index")))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        form.save()
        return answer

    def get_success_url(self) -> str:
        return self.with_next(reverse("mfa_view_recovery_codes"))


class TakeOffView(KeepsNext, DeactivateTOTPView):
    """Follows DeactivateTOTPView of allauth 65.21."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_needed=needs_second_factor(self.request.user), **kwargs)


class RecoveryCodesView(KeepsNext, ViewRecoveryCodesView):
    """Follows ViewRecoveryCodesView of allauth 65.21."""


class SignInFactorView(AuthenticateView):
    """Follows AuthenticateView of allauth 65.21: the second step of signing in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_demo": settings.DEMO}


set_up = never_cache(second_proof_required(SetUpView.as_view()))
take_off = never_cache(second_proof_required(TakeOffView.as_view()))
recovery_codes = never_cache(second_proof_required(RecoveryCodesView.as_view()))
new_recovery_codes = never_cache(second_proof_required(GenerateRecoveryCodesView.as_view()))
sign_in_factor = SignInFactorView.as_view()
