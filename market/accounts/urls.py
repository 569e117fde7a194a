"""Addresses under `/akun/`, in Indonesian. The names are allauth's, whose other pages are not exposed."""

from allauth.account import views as allauth_views
from django.urls import include, path

from market.accounts.views import home, passkeys, proof, second_factor, sessions, sign_in, spoken

own = [
    path("", home.home, name="home"),
    path("bukan-untuk-anda/", home.not_yours, name="not_yours"),
    path("bukti/", proof.prove, name="proof"),
    path("kode-lisan/", spoken.sign_in, name="spoken"),
    path("kunci/", passkeys.passkeys, name="passkeys"),
    path("kunci/masuk/", passkeys.sign_in, name="sign_in_by_passkey"),
    path("perangkat/", sessions.sessions, name="sessions"),
]

two_steps = [
    path("", second_factor.overview, name="mfa_index"),
    path("masuk/", second_factor.sign_in_factor, name="mfa_authenticate"),
    path("pasang/", second_factor.set_up, name="mfa_activate_totp"),
    path("lepas/", second_factor.take_off, name="mfa_deactivate_totp"),
    path("kode-cadangan/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("kode-cadangan/baru/", second_factor.new_recovery_codes, name="mfa_generate_recovery_codes"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("masuk/", sign_in.sign_in, name="account_login"),
    path("masuk/", sign_in.sign_in, name="account_request_login_code"),
    path("kode/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("keluar/", allauth_views.logout, name="account_logout"),
    path("nonaktif/", allauth_views.account_inactive, name="account_inactive"),
    path("dua-langkah/", include(two_steps)),
]
