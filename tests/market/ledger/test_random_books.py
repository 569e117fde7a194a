"""Any number of journals over any accounts: the ledger balances, and says what a plain dictionary says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.ledger.actions import LARGEST, Posting, Unbalanced
from market.ledger.balances import balance, balances, total
from market.ledger.models import Entry, Journal
from tests.market.ledger.making import COMMISSION, FEES, HELD, IDA, STRIPE, check_now, paid

pytestmark = pytest.mark.django_db

ACCOUNTS = st.sampled_from([STRIPE, HELD, IDA, COMMISSION, FEES])
AMOUNTS = st.one_of(st.integers(-20, 20), st.integers(-(LARGEST // 10), LARGEST // 10))
POSTINGS = st.lists(st.builds(Posting, ACCOUNTS, AMOUNTS), max_size=8)
BOOKS = st.lists(POSTINGS, max_size=6)
LASTING = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def balanced(postings: Sequence[Posting]) -> list[Posting]:
    """Return the postings with what is missing put onto one account more."""
    return [*postings, Posting(HELD, -sum(posting.amount for posting in postings))]


@LASTING
@given(BOOKS)
def test_it_balances_and_says_what_a_dictionary_says(book: list[list[Posting]]) -> None:
    debits: Counter[str] = Counter()
    credits: Counter[str] = Counter()
    with transaction.atomic():
        for number, postings in enumerate(map(balanced, book)):
            journals = [paid(key=f"random:{number}", postings=again) for again in (postings, postings[::-1])]
            assert journals[0] == journals[1]
            for (code, _, _), amount in postings:
                (debits if amount > 0 else credits)[code] += abs(amount)
        check_now()

        assert total() == 0
        seen = {line.code: (line.debit, line.credit, line.balance) for line in balances()}
        moved = {code for code in debits | credits if debits[code] or credits[code]}
        assert seen == {code: (debits[code], credits[code], debits[code] - credits[code]) for code in moved}
        assert all(balance(code) == line[2] for code, line in seen.items())
        transaction.set_rollback(True)


@LASTING
@given(POSTINGS.filter(lambda postings: sum(posting.amount for posting in postings)))
def test_it_refuses_whatever_does_not_balance(postings: list[Posting]) -> None:
    with pytest.raises(Unbalanced):
        paid(postings=postings)

    assert not Journal.objects.exists()
    assert not Entry.objects.exists()
