"""The sign-in pages."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage, LoginStage
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic.edit import FormView

from market.accounts.forms import CodeForm, PhoneForm, is_whole
from market.accounts.phones import write_phone
from market.accounts.roles import may_enter_office
from market.accounts.sign_in import NoTriesLeft, SignIn


class SignInView(RequestLoginCodeView):
    """Follows RequestLoginCodeView of allauth 65.21: one page for those who have an account and those who do not."""

    form_class = PhoneForm

    def get_form_class(self) -> type[PhoneForm]:
        return self.form_class

    def get_authenticated_redirect_url(self) -> str:
        """Lead a signed-in person on, but not back to an office that just sent them here."""
        url = str(super().get_authenticated_redirect_url())
        office = reverse("wagtailadmin_home")
        if url.startswith(office) and not may_enter_office(self.request.user):
            return reverse("accounts:not_yours")
        return url

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        """Somebody who comes back here wants another number: forget the code under way."""
        clear_login(request)

    def form_valid(self, form: PhoneForm) -> HttpResponse:
        try:
            SignIn.begin(self.request, form.cleaned_data["phone"])
        except RateLimited:
            return self.refused(form, too_many_codes())
        except NoTriesLeft:
            return self.refused(form, no_tries_left())
        return HttpResponseRedirect(self.get_success_url())

    def refused(self, form: PhoneForm, why: str) -> HttpResponse:
        form.add_error("phone", why)
        return self.render_to_response(self.get_context_data(form=form), status=429)


sign_in = SignInView.as_view()


@method_decorator(login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"), name="dispatch")
class CodeView(ConfirmLoginCodeView):
    """Follows ConfirmLoginCodeView of allauth 65.21, with our process in place of allauth's."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage = request._login_stage  # type: ignore[attr-defined]
        self._process = SignIn.resume(self.stage)
        if self._process is None:
            return self.start_again(_("Kode sudah lewat 5 menit. Minta kode baru."))
        is_guess = request.method == "POST" and self._action == "verify" and is_whole(request.POST.get("code", ""))
        if is_guess and (why := self.refusal()):
            self._process.abort()
            return self.start_again(why)
        return FormView.dispatch(self, request, *args, **kwargs)

    def refusal(self) -> str:
        """Count this guess, and return why it may not be made; nothing where it may."""
        if not self._process.may_guess():
            return too_many_guesses()
        try:
            self._process.take_try()
        except NoTriesLeft:
            return no_tries_left()
        return ""

    def get_form_class(self) -> type:
        return super().get_form_class() if self._action == "resend" else CodeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = FormView.get_form_kwargs(self)
        if self._action == "verify":
            kwargs.update(salt=self._process.salt, sealed=self._process.code)
        return kwargs

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        if not is_whole(form.data.get("code", "")):
            return self.render_to_response(self.get_context_data(form=form))
        if self._process.record_invalid_attempt():
            left = self._process.max_attempts - self._process.state["failed_attempts"]
            form.add_error("code", tries_left(left))
            return self.render_to_response(self.get_context_data(form=form))
        return self.start_again(too_many_guesses())

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        try:
            self._process.resend()
        except RateLimited:
            messages.error(self.request, too_many_codes())
        else:
            messages.success(self.request, _("Kode baru sudah dikirim. Kode lama tidak berlaku lagi."))
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def start_again(self, why: str) -> HttpResponse:
        messages.error(self.request, why)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demo_code = settings.DEMO_SIGN_IN_CODE if settings.DEMO else ""
        context: dict[str, Any] = super().get_context_data(demo_code=demo_code, **kwargs)
        return {**context, "phone": write_phone(self._process.phone)}


confirm_code = CodeView.as_view()


def too_many_codes() -> str:
    return _("Terlalu banyak kode diminta. Tunggu sebentar, lalu coba lagi.")


def tries_left(number: int) -> str:
    return ngettext("Masih bisa dicoba %(number)s kali.", "Masih bisa dicoba %(number)s kali.", number) % {
        "number": number
    }


def too_many_guesses() -> str:
    return _("Kode salah 3 kali. Minta kode baru.")


def no_tries_left() -> str:
    return _(
        "Terlalu banyak kode salah untuk nomor ini hari ini. Masuk dengan sidik jari atau kunci layar kalau sudah "
        "dipasang, minta kode lisan dari fasilitator BUMDes, atau coba lagi besok."
    )
