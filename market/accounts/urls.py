"""Addresses under `/akun/`, in Indonesian. The names are allauth's, whose other pages are not exposed."""

from allauth.account import views as allauth_views
from django.urls import include, path

from market.accounts import views

own = [
    path("", views.home, name="home"),
    path("bukan-untuk-anda/", views.not_yours, name="not_yours"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("masuk/", views.sign_in, name="account_login"),
    path("masuk/", views.sign_in, name="account_request_login_code"),
    path("kode/", views.confirm_code, name="account_confirm_login_code"),
    path("keluar/", allauth_views.logout, name="account_logout"),
    path("nonaktif/", allauth_views.account_inactive, name="account_inactive"),
]
