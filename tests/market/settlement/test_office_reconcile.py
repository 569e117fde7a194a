"""/kelola/uang/rekonsiliasi/: every difference between a file and the ledger has a name."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from market.ledger.balances import balance, total
from market.settlement.models import OrderGroup, Reconciliation
from tests.cast import sign_in
from tests.market.settlement.desk import a_keeper, a_purchase
from tests.market.shop.goods import pay_up

pytestmark = pytest.mark.django_db
HEADING = "balance_transaction_id,created_utc,currency,gross,fee,reporting_category,payment_metadata[reference]\n"


@pytest.fixture
def desk(client: Client) -> Client:
    sign_in(client, a_keeper())
    return client


@pytest.fixture
def group() -> OrderGroup:
    group = a_purchase()
    pay_up(group)
    return group


def report(*rows: tuple[str, int, int]) -> SimpleUploadedFile:
    """Return Stripe's report of payments: reference, gross and fee in whole rupiah."""
    today = timezone.now().strftime("%Y-%m-%d %H:%M:%S")
    lines = [f"txn_{n},{today},idr,{gross}.00,{fee}.00,charge,{ref}" for n, (ref, gross, fee) in enumerate(rows)]
    return SimpleUploadedFile("stripe.csv", (HEADING + "\n".join(lines) + "\n").encode())


def key(group: OrderGroup) -> str:
    return group.payments.get().idempotency_key


def test_a_file_that_agrees_says_so_and_its_fee_is_booked(desk: Client, group: OrderGroup) -> None:
    told = {"file": report((key(group), group.total, 4_000)), "books_fees": "on"}

    page = desk.post("/kelola/uang/rekonsiliasi/", told, follow=True).content.decode()

    assert "cocok semua" in page
    assert "Rp4.000" in page
    assert balance("expense:gateway_fees") == 4_000
    assert balance("gateway:stripe") == group.total - 4_000
    assert total() == 0


def test_each_difference_is_named_and_can_be_taken_home(desk: Client, group: OrderGroup) -> None:
    told = {"file": report((key(group), group.total - 1, 0), ("PH-0000-0000-pay-1", 5_000, 0))}

    page = desk.post("/kelola/uang/rekonsiliasi/", told, follow=True).content.decode()

    assert "2 perbedaan" in page
    assert "jumlahnya berbeda" in page
    assert "tidak ada di buku besar" in page
    found = Reconciliation.objects.get()
    text = desk.get(f"/kelola/uang/rekonsiliasi/{found.pk}/perbedaan/").content.decode("utf-8-sig")
    assert text.count("\r\n") == 3
    sheet = desk.get(f"/kelola/uang/rekonsiliasi/{found.pk}/perbedaan/?jenis=xlsx")
    rows = list(load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert sheet["Content-Disposition"].endswith('.xlsx"')
    assert len(rows) == 3
    assert all(cell is None or "=" not in str(cell)[:1] for row in rows for cell in row)
    assert total() == 0


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"\x00" * 100])
def test_a_file_of_another_kind_is_refused_in_words(desk: Client, content: bytes) -> None:
    page = desk.post("/kelola/uang/rekonsiliasi/", {"file": SimpleUploadedFile("x.csv", content)})

    assert page.status_code == 200
    assert "approvals__error" in page.content.decode()
    assert not Reconciliation.objects.exists()


def test_one_file_at_a_time(desk: Client) -> None:
    assert "Pilih satu" in desk.post("/kelola/uang/rekonsiliasi/", {}).content.decode()
