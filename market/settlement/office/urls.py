"""The addresses of the money desk, below /kelola/uang/."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from market.settlement.office import books, home, payouts, quarantine

app_name = "money"
urlpatterns: list[URLPattern] = [
    path("", home.index, name="index"),
    path("ditahan/", quarantine.payments, name="quarantine"),
    path("ditahan/<int:pk>/", quarantine.payment, name="quarantined"),
    path("pencairan/", payouts.payouts, name="payouts"),
    path("pencairan/siapkan/", payouts.prepare, name="prepare_payouts"),
    re_path(r"^pencairan/unduh/(?P<form>bank|treasurer)/$", payouts.export, name="export_payouts"),
    path("pencairan/<int:pk>/", payouts.payout, name="payout"),
    path("pencairan/<int:pk>/bukti/", payouts.proof, name="payout_proof"),
    path("buku/", books.ledger, name="ledger"),
    re_path(r"^buku/unduh\.(?P<form>csv|xlsx)$", books.export, name="export"),
    path("buku/akun/<path:code>/", books.account, name="account"),
]
