"""A gateway's file against the ledger: each fault that is put in is found by its name, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from market.gateways.bills.models import ReceivingAccount, Statement, StatementLine
from market.ledger.actions import Posting, record_journal
from market.settlement import accounts
from market.settlement.balance_files import UnreadableFile, read_stripe_balance, rows_of_statement
from market.settlement.ledger_rows import LedgerRow, fee_reference, ledger_rows
from market.settlement.models import Reconciliation
from market.settlement.reconcile import Difference, Fault, FileRow, book_fees, reconcile, record_reconciliation
from market.settlement.refunds import ask_order_refund
from tests.market.settlement.stand import Stand
from tests.market.settlement.world import (
    NOW,
    Sold,
    carry_out_all,
    check_the_books,
    orders_of,
    paid_purchase,
    standing_of_accounts,
    take_news,
)

pytestmark = pytest.mark.django_db
STRIPE = accounts.place("gateway:stripe")
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
chance = random.Random(3)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


def book(row: FileRow) -> None:
    """Write what a true row tells into the ledger, under a key that is its own reference."""
    record_journal(
        key=row.reference,
        kind=row.kind if row.kind != "refund" else "refund_paid",
        about="PS-TEST",
        memo="",
        happened_at=at(row.on),
        postings=[Posting(STRIPE, row.amount), Posting(accounts.HELD, -row.amount)],
    )
    if row.fee:
        record_journal(
            key=f"gateway_fee:{STRIPE.code}:{fee_reference(row.kind, row.reference)}",
            kind="gateway_fee",
            about="PS-TEST",
            memo="",
            happened_at=at(row.on),
            postings=[Posting(accounts.GATEWAY_FEES, row.fee), Posting(STRIPE, -row.fee)],
        )


def true_rows(count: int) -> list[FileRow]:
    """Return payments with fees and refunds, over the middle of October."""
    rows = []
    for number in range(count):
        is_refund = number % 5 == 0
        amount = chance.randrange(15_000, 2_000_000)
        rows.append(
            FileRow(
                on=FIRST + timedelta(days=chance.randrange(4, 26)),
                amount=-amount if is_refund else amount,
                reference=f"acuan-{number}",
                kind="refund" if is_refund else "payment",
                fee=0 if is_refund else amount * 29 // 1000 + 1,
            )
        )
    return rows


Injector = Callable[[list[FileRow], FileRow], tuple[Fault, str]]


def drop(rows: list[FileRow], row: FileRow) -> tuple[Fault, str]:
    rows.remove(row)
    return Fault.MISSING_IN_FILE, row.reference


def invent(rows: list[FileRow], row: FileRow) -> tuple[Fault, str]:
    rows.append(replace(row, reference=f"{row.reference}-asing", fee=0))
    return Fault.MISSING_IN_LEDGER, f"{row.reference}-asing"


def another_amount(rows: list[FileRow], row: FileRow) -> tuple[Fault, str]:
    return _swap(rows, row, amount=row.amount + chance.choice([-1_000, 1, 10_000])), row.reference


def double(rows: list[FileRow], row: FileRow) -> tuple[Fault, str]:
    rows.append(row)
    return Fault.DOUBLED, row.reference


def turn_round(rows: list[FileRow], row: FileRow) -> tuple[Fault, str]:
    _swap(rows, row, amount=-row.amount)
    return Fault.SIGN, row.reference


def another_day(rows: list[FileRow], row: FileRow) -> tuple[Fault, str]:
    far = row.on + timedelta(days=5) if row.on + timedelta(days=5) <= LAST else row.on - timedelta(days=5)
    _swap(rows, row, on=far)
    return Fault.DATE, row.reference


def outside(rows: list[FileRow], row: FileRow) -> tuple[Fault, str]:
    _swap(rows, row, on=LAST + timedelta(days=chance.randrange(1, 30)))
    return Fault.OUTSIDE, row.reference


def another_fee(rows: list[FileRow], row: FileRow) -> tuple[Fault, str]:
    _swap(rows, row, fee=row.fee + 7)
    return Fault.FEE if row.fee else Fault.FEE_UNKNOWN, row.reference


def _swap(rows: list[FileRow], row: FileRow, **fields: object) -> Fault:
    rows[rows.index(row)] = replace(row, **fields)
    return Fault.AMOUNT


INJECTORS: list[Injector] = [drop, invent, another_amount, double, turn_round, another_day, outside, another_fee]


def compared(rows: list[FileRow]) -> list[Difference]:
    return reconcile(account_code=STRIPE.code, rows=rows, since=FIRST, until=LAST)


def test_sixty_faults_are_found_and_none_is_made_up() -> None:
    rows = true_rows(180)
    for row in rows:
        book(row)
    chance.shuffle(rows)
    assert compared(rows) == []

    spoilt = chance.sample(rows, 60)
    wanted = [INJECTORS[number % len(INJECTORS)](rows, row) for number, row in enumerate(spoilt)]

    assert sorted((one.fault, one.reference) for one in compared(rows)) == sorted(wanted)
    assert all(one.reference in one.words for one in compared(rows))


def test_what_came_on_the_last_days_may_be_in_the_next_file() -> None:
    for number, day in enumerate((LAST - timedelta(days=10), LAST)):
        book(FileRow(on=day, amount=50_000, reference=f"acuan-{number}"))
    assert [one.fault for one in compared([])] == [Fault.MISSING_IN_FILE, Fault.NOT_YET]


def test_a_bank_may_book_some_days_later() -> None:
    row = FileRow(on=FIRST + timedelta(days=3), amount=50_000, reference="acuan")
    book(row)
    assert compared([replace(row, on=row.on + timedelta(days=3))]) == []


def test_real_journals_are_known_by_what_the_gateway_calls_them(stand: Stand) -> None:
    group = paid_purchase(stand, Sold(goods=45_000), Sold(goods=50_000))
    payment = group.payments.get()
    ask_order_refund(order_id=orders_of(group)[0].pk, amount=5_000, reason="", key="a", by=None, now=NOW)
    carry_out_all()
    take_news(payment, stand.change(payment.external_id, disputed=90_000))
    key, today = payment.idempotency_key, timezone.localtime(NOW).date()
    now = timezone.localdate()

    rows = [
        FileRow(on=today, amount=95_000, reference=key),
        FileRow(on=now, amount=-5_000, reference=key, kind="refund"),
        FileRow(on=today, amount=-90_000, reference=key, kind="dispute"),
    ]
    assert reconcile(account_code="gateway:stripe", rows=rows) == []


def test_it_reads_the_ledger_once_however_many_fees_a_file_tells_of(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def look(account_code: str, since: date, until: date) -> list[LedgerRow]:
        looked.append(account_code)
        return ledger_rows(account_code, since, until)

    monkeypatch.setattr("market.settlement.reconcile.ledger_rows", look)
    days = [FIRST + timedelta(days=number) for number in range(0, 60, 4)]
    rows = [FileRow(on=day, amount=50_000, reference=f"acuan-{day}", fee=1_500) for day in days]

    assert book_fees(account_code="gateway:stripe", rows=rows) == 1_500 * len(days)
    assert len(looked) == 1
    assert book_fees(account_code="gateway:stripe", rows=rows[::-1]) == 0


def test_it_books_the_fees_that_the_file_tells_of_once(stand: Stand) -> None:
    group = paid_purchase(stand, Sold(goods=45_000))
    key = group.payments.get().idempotency_key
    rows = [
        FileRow(on=date(2026, 11, 21), amount=45_000, reference=key, fee=2_305),
        FileRow(on=date(2026, 11, 21), amount=-6_500, reference="admin November", kind="fee"),
    ]
    found = reconcile(account_code="gateway:stripe", rows=rows)
    assert [(one.fault, one.file_amount) for one in found] == [(Fault.FEE_UNKNOWN, 2_305), (Fault.FEE_UNKNOWN, 6_500)]

    assert [book_fees(account_code="gateway:stripe", rows=rows) for _ in range(2)] == [8_805, 0]

    assert reconcile(account_code="gateway:stripe", rows=rows) == []
    assert standing_of_accounts() == {"gateway:stripe": 36_195, "held": -45_000, "expense:gateway_fees": 8_805}
    check_the_books()


def test_it_keeps_what_it_found(stand: Stand) -> None:
    group = paid_purchase(stand, Sold(goods=45_000))
    rows = [FileRow(on=date(2026, 11, 21), amount=44_000, reference=group.payments.get().idempotency_key)]

    record_reconciliation(
        account_code="gateway:stripe", rows=rows, file_name="saldo.csv", content=b"isi", by=None, now=NOW
    )

    kept = Reconciliation.objects.get()
    assert (kept.rows, kept.file_name, len(kept.file_hash)) == (1, "saldo.csv", 64)
    words = "(pembayaran): jumlahnya berbeda (berkas Rp44.000, buku besar Rp45.000)"
    assert kept.differences[0]["words"].endswith(words)


HEAD = (
    "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,description,"
    "payment_metadata[reference]\n"
)


def test_it_reads_stripes_balance_report() -> None:
    text = (
        HEAD
        + "txn_1,2026-11-20 20:30:00,idr,65000.00,2885.00,62115.00,charge,ch_1,Pasar Hulu,PH-7K3M-9QWD-pay-1\n"
        + "txn_2,2026-11-21 01:00:00,idr,-5000.00,0.00,-5000.00,refund,re_1,REFUND PH-7K3M-9QWD-pay-1,\n"
        + "txn_3,2026-11-21 01:00:00,idr,-9000.00,0.00,-9000.00,topup,tu_1,,\n"
    )
    assert read_stripe_balance("\ufeff" + text) == [
        FileRow(on=date(2026, 11, 21), amount=65_000, fee=2_885, reference="PH-7K3M-9QWD-pay-1"),
        FileRow(on=date(2026, 11, 21), amount=-5_000, reference="PH-7K3M-9QWD-pay-1", kind="refund"),
        FileRow(on=date(2026, 11, 21), amount=-9_000, reference="tu_1", kind="other"),
    ]


@pytest.mark.parametrize(
    ("row", "trouble"),
    [
        ("txn_1,2026-11-20,usd,1.00,0,1.00,charge,ch_1,,\n", "Baris 2: mata uang"),
        ("txn_1,2026-11-20,idr,1.50,0,1.50,charge,ch_1,,\n", "bukan rupiah utuh"),
        ("txn_1,2026-11-20,idr,seribu,0,1,charge,ch_1,,\n", "bukan jumlah uang"),
        ("txn_1,2026-11-20,idr,NaN,0,1,charge,ch_1,,\n", "bukan rupiah utuh"),
        ("txn_1,kemarin,idr,1000,0,1000,charge,ch_1,,\n", "bukan tanggal"),
    ],
)
def test_it_says_what_is_wrong_with_a_file(row: str, trouble: str) -> None:
    with pytest.raises(UnreadableFile, match=trouble):
        read_stripe_balance(HEAD + row)


@pytest.mark.parametrize("text", ["", "tanggal,jumlah\n1,2\n"])
def test_it_says_which_columns_are_missing(text: str) -> None:
    with pytest.raises(UnreadableFile, match="Kolom yang kurang"):
        read_stripe_balance(text)


def test_it_knows_the_lines_of_a_banks_statement() -> None:
    account = ReceivingAccount.objects.create(
        kind="bank", bank="BRI", number="1", holder="BUMDes", state="active", active_from=NOW
    )
    statement = Statement.objects.create(account=account, file_name="mutasi.csv", file_hash="x")
    texts = [("TRF SITI PH-7K3M-9QWD-pay-1", 45_123), ("Pasar Hulu PC-AAAA-BBBB", -60_000), ("BIAYA ADM", -6_500)]
    for row, (text, amount) in enumerate(texts):
        StatementLine.objects.create(
            statement=statement,
            account=account,
            row=row,
            booked_on=FIRST,
            amount=amount,
            text=text,
            fingerprint=str(row),
        )
    assert [(row.reference, row.kind, row.amount) for row in rows_of_statement(statement)] == [
        ("PH-7K3M-9QWD-pay-1", "payment", 45_123),
        ("PC-AAAA-BBBB", "payout", -60_000),
        ("BIAYA ADM 2026-10-01 2", "fee", -6_500),
    ]
