"""What people say of a movement: which bill it paid, which refund it was, or that it is none of ours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from market.gateways.bills.actions import WrongAmount, confirm, mark_refunded
from market.gateways.bills.matching import AlreadySettled, OtherAccount, ignore, match, match_refund
from market.gateways.bills.models import Bill, BillRefund, ReceivingAccount, StatementLine
from market.gateways.bills.suggestions import EXACT, NAMED, WITHOUT_CODE, suggestions
from market.shop.partner.models import Partner
from tests.market.gateways.bills.conftest import NOON, TakeIn, a_bill
from tests.market.gateways.crowd import at_once
from tests.market.gateways.stands import a_bank_account


@pytest.fixture
def line(take_in: TakeIn) -> StatementLine:
    """58.000 rupiah came: the unique code was left out."""
    return take_in("19/11/2026;TRSF SITI AMINAH;;58.000").lines[0]


def a_refund(bill: Bill, amount: int = 20_000) -> BillRefund:
    confirm(bill_id=bill.pk, by=None, evidence="mutasi", at=NOON)
    return BillRefund.objects.create(bill=bill, amount=amount, idempotency_key=f"r-{bill.pk}-{amount}")


def hers() -> ReceivingAccount:
    partner = Partner.objects.create(name="Dapur Ibu Sari", code="dapur-ibu-sari")
    return a_bank_account(partner.pk, number="777")


def test_it_takes_a_bill_as_paid_by_what_came(account: ReceivingAccount, line: StatementLine) -> None:
    bill = a_bill(account)
    match(line_id=line.pk, bill_id=bill.pk, by=None, at=NOON)
    bill.refresh_from_db()
    line.refresh_from_db()
    assert (bill.state, bill.captured, bill.extra) == ("captured", 58_000, 0)
    assert (line.state, line.bill, line.note) == ("matched", bill, "")


def test_it_takes_nothing_as_paid_by_less_or_by_far_more(account: ReceivingAccount, line: StatementLine) -> None:
    for amount in (58_001, 57_000):
        bill = a_bill(account, amount=amount)
        with pytest.raises(WrongAmount):
            match(line_id=line.pk, bill_id=bill.pk, by=None, at=NOON)
        line.refresh_from_db()
        bill.refresh_from_db()
        assert (bill.state, line.state, line.bill) == ("waiting", "open", None)


def test_it_does_not_say_that_other_money_was_a_bill_confirmed_before(
    account: ReceivingAccount, line: StatementLine
) -> None:
    bill = a_bill(account)
    confirm(bill_id=bill.pk, by=None, evidence="terlihat", at=NOON)
    with pytest.raises(WrongAmount):
        match(line_id=line.pk, bill_id=bill.pk, by=None, at=NOON)


def test_it_never_pays_a_strangers_bill_from_another_account(account: ReceivingAccount, line: StatementLine) -> None:
    for bill in (a_bill(hers()), a_bill(None, gateway="cash", extra=0)):
        with pytest.raises(OtherAccount):
            match(line_id=line.pk, bill_id=bill.pk, by=None, at=NOON)
        bill.refresh_from_db()
        assert bill.state == "waiting"


def test_it_pays_one_bill_by_one_line_and_no_other(account: ReceivingAccount, take_in: TakeIn) -> None:
    one, other = take_in("19/11/2026;A;;58.000", "19/11/2026;B;;58.000").lines
    bill, second = a_bill(account), a_bill(account, extra=46)
    match(line_id=one.pk, bill_id=bill.pk, by=None, at=NOON)
    for line, to in ((one, second), (other, bill)):
        with pytest.raises(AlreadySettled):
            match(line_id=line.pk, bill_id=to.pk, by=None, at=NOON)
    second.refresh_from_db()
    assert second.state == "waiting"


def test_it_takes_money_that_went_out_for_a_refund(account: ReceivingAccount, take_in: TakeIn) -> None:
    refund = a_refund(a_bill(account))
    line = take_in("21/11/2026;KE SITI;20.000;").lines[0]
    assert [one.refund for one in suggestions(line)] == [refund]
    match_refund(line_id=line.pk, refund_id=refund.pk, by=None, at=NOON)
    refund.refresh_from_db()
    refund.bill.refresh_from_db()
    assert (refund.evidence, refund.bill.refunded) == ("mutasi mutasi.csv baris 2", 20_000)
    assert suggestions(take_in("22/11/2026;LAIN;20.000;").lines[0]) == []


def test_it_links_a_refund_that_was_marked_done_by_hand_and_counts_it_once(
    account: ReceivingAccount, take_in: TakeIn
) -> None:
    refund = a_refund(a_bill(account))
    mark_refunded(refund_id=refund.pk, by=None, evidence="BI-FAST", at=NOON)
    one, other = take_in("21/11/2026;A;20.000;", "21/11/2026;B;20.000;").lines
    match_refund(line_id=one.pk, refund_id=refund.pk, by=None, at=NOON)
    with pytest.raises(AlreadySettled):
        match_refund(line_id=other.pk, refund_id=refund.pk, by=None, at=NOON)
    assert Bill.objects.get().refunded == 20_000


def test_it_refuses_a_refund_of_another_sum_account_or_direction(account: ReceivingAccount, take_in: TakeIn) -> None:
    mine, strangers = a_refund(a_bill(account)), a_refund(a_bill(hers()))
    more, into, exact = take_in("21/11/2026;A;20.001;", "21/11/2026;B;;20.000", "21/11/2026;C;20.000;").lines
    for line, refund in ((more, mine), (into, mine), (exact, strangers)):
        with pytest.raises(OtherAccount):
            match_refund(line_id=line.pk, refund_id=refund.pk, by=None, at=NOON)
    with pytest.raises(OtherAccount):
        match(line_id=exact.pk, bill_id=a_bill(account, extra=9).pk, by=None, at=NOON)
    assert not BillRefund.objects.exclude(done_at=None).exists()


def test_it_puts_a_movement_aside_with_a_reason_once(line: StatementLine) -> None:
    with pytest.raises(ValueError, match="Tulis apa uang ini"):
        ignore(line_id=line.pk, by=None, note=" ", at=NOON)
    ignore(line_id=line.pk, by=None, note="setoran modal BUMDes", at=NOON)
    line.refresh_from_db()
    assert (line.state, line.note, line.settled_at) == ("ignored", "setoran modal BUMDes", NOON)
    with pytest.raises(AlreadySettled):
        ignore(line_id=line.pk, by=None, note="lain", at=NOON)


def test_it_suggests_who_is_named_then_the_exact_sum_then_the_nearest(
    account: ReceivingAccount, take_in: TakeIn
) -> None:
    near = a_bill(account, amount=57_990, extra=5)
    without_code = a_bill(account, extra=45)
    exact = a_bill(account, amount=57_900, extra=100, gateway="qris")
    same = a_bill(account, amount=57_800, extra=200, gateway="qris")
    named = a_bill(account, amount=90_000, extra=7, description="Pasar Hulu PH-ABCD-1234")
    far = [a_bill(account, amount=1_000_000 * n, extra=1) for n in range(1, 4)]
    a_bill(hers())
    a_bill(account, amount=58_000, extra=77, created_at=NOON - timedelta(days=30))
    line = take_in("19/11/2026;TRSF SITI PH ABCD 1234;;58.000").lines[0]
    found = suggestions(line)
    assert [one.bill for one in found if one.why == NAMED] == [named]
    assert {one.bill for one in found if one.why == EXACT} == {exact, same}
    assert [one.bill for one in found] == [named, *[one.bill for one in found[1:3]], without_code, near]
    assert (found[3].why, found[3].difference, found[4].difference) == (WITHOUT_CODE, -45, 5)
    assert not {one.bill for one in found} & set(far)


def test_it_suggests_no_bill_that_has_its_line(account: ReceivingAccount, take_in: TakeIn) -> None:
    a_bill(account)
    paid, other = take_in("19/11/2026;A;;58.045", "19/11/2026;B;;58.045").lines
    assert paid.bill
    assert suggestions(other) == []


@pytest.mark.django_db(transaction=True)
def test_it_settles_a_line_once_when_sixteen_reach_for_it(account: ReceivingAccount, line: StatementLine) -> None:
    bills = [a_bill(account, extra=extra) for extra in range(1, 17)]
    waiting = iter(bills)

    def reach() -> bool:
        try:
            match(line_id=line.pk, bill_id=next(waiting).pk, by=None, at=NOON)
        except AlreadySettled:
            return False
        return True

    assert at_once(reach).count(True) == 1
    assert Bill.objects.filter(state="captured").count() == 1
