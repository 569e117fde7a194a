"""The addresses of the money desk, below /kelola/uang/."""

from __future__ import annotations

from django.urls import URLPattern, path

from market.settlement.office import (
    accounts,
    bills,
    books,
    direct,
    home,
    moving,
    payouts,
    quarantine,
    reconciling,
    refunds,
    statements,
)

app_name = "money"
urlpatterns: list[URLPattern] = [
    path("", home.index, name="index"),
    path("tagihan/", bills.bills, name="bills"),
    path("tagihan/<int:pk>/", bills.bill, name="bill"),
    path("tagihan/<int:pk>/bukti/", bills.proof, name="bill_proof"),
    path("langsung/", direct.bills, name="direct_bills"),
    path("langsung/<slug:bill>/", direct.bill, name="direct_bill"),
    path("langsung/<slug:bill>/bukti/", direct.proof, name="direct_proof"),
    path("mutasi/", statements.statements, name="statements"),
    path("mutasi/<int:pk>/", statements.line, name="line"),
    path("pengembalian/", refunds.refunds, name="refunds"),
    path("pengembalian/<int:pk>/", refunds.refund, name="refund"),
    path("pengembalian/<int:pk>/bukti/", refunds.proof, name="refund_proof"),
    path("pengembalian/<int:pk>/selesai/", refunds.done, name="refund_done"),
    path("pengembalian/<int:pk>/lagi/", refunds.again, name="refund_again"),
    path("ditahan/", quarantine.payments, name="quarantine"),
    path("ditahan/<int:pk>/", quarantine.payment, name="quarantined"),
    path("rekening/", accounts.accounts, name="accounts"),
    path("rekening/<int:pk>/", accounts.account, name="receiving"),
    path("rekening/<int:pk>/periksa/", accounts.check, name="check_account"),
    path("rekening/<int:pk>/hentikan/", accounts.stop, name="stop_account"),
    path("rekening/pengelola/<slug:kind>/", accounts.own, name="own_account"),
    path("pencairan/", payouts.payouts, name="payouts"),
    path("pencairan/siapkan/", payouts.prepare, name="prepare_payouts"),
    path("pencairan/unduh/<slug:form>/", payouts.export, name="export_payouts"),
    path("pencairan/<int:pk>/", payouts.payout, name="payout"),
    path("pencairan/<int:pk>/bukti/", payouts.proof, name="payout_proof"),
    path("pindah/", moving.moves, name="moves"),
    path("rekonsiliasi/", reconciling.reconcile, name="reconcile"),
    path("rekonsiliasi/<int:pk>/", reconciling.reconciliation, name="reconciliation"),
    path("rekonsiliasi/<int:pk>/perbedaan/", reconciling.differences, name="differences"),
    path("buku/", books.ledger, name="ledger"),
    path("buku/unduh/<slug:form>/", books.export, name="export"),
    path("buku/akun/<path:code>/", books.account, name="account"),
]
