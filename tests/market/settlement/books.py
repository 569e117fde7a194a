"""Every account against what it stands for, in one query: each sum is zero while the books are right."""

from __future__ import annotations

from django.db import connection

BOOKS = """
WITH balance AS (
    SELECT account.code, sum(entry.amount)::bigint AS sum
    FROM ledger_entry entry JOIN ledger_account account ON account.id = entry.account_id GROUP BY account.code
), fulfilled AS (SELECT order_id FROM settlement_sellertransfer WHERE kind = 'fulfilment')
SELECT
    coalesce((SELECT sum(sum) FROM balance), 0),
    coalesce((SELECT -sum FROM balance WHERE code = 'held'), 0) - coalesce((
        SELECT sum(split.amount - split.refund_asked) FROM settlement_paymentsplit split
        JOIN settlement_payment payment ON payment.id = split.payment_id
        WHERE payment.captured > 0 AND (
            payment.decision = 'give_back' OR split.order_id NOT IN (SELECT order_id FROM fulfilled))), 0),
    coalesce((SELECT -sum FROM balance WHERE code = 'refunds'), 0) - coalesce((
        SELECT sum(amount) FROM settlement_refund WHERE status <> 'done'), 0),
    coalesce((SELECT sum FROM balance WHERE code = 'disputes'), 0) - coalesce((
        SELECT sum(disputed) FROM settlement_payment), 0),
    coalesce((
        SELECT sum(sum) FROM balance
        WHERE code LIKE 'gateway:%' OR code IN ('bank:3', 'suspense', 'expense:gateway_fees')
    ), 0) - coalesce((
        SELECT sum(captured + extra - refunded - disputed - lost) FROM settlement_payment
        WHERE captured > 0 AND partner_id IS NULL), 0),
    coalesce((SELECT sum(-sum) FROM balance WHERE code ~ '^seller:[0-9]+$'), 0) - coalesce((
        SELECT sum(transfer.amount) FROM settlement_sellertransfer transfer
        LEFT JOIN settlement_sellerpayout payout ON payout.id = transfer.payout_id
        WHERE payout.status IS DISTINCT FROM 'paid'), 0),
    coalesce((SELECT -sum FROM balance WHERE code = 'bank:treasurer'), 0) - coalesce((
        SELECT sum(amount) FROM settlement_sellerpayout WHERE status = 'paid'), 0) - coalesce((
        SELECT sum(by_hand) FROM settlement_payment WHERE partner_id IS NULL), 0),
    (SELECT count(*) FROM settlement_paymentsplit split WHERE refund_asked <> coalesce((
        SELECT sum(amount) FROM settlement_refund refund WHERE refund.split_id = split.id), 0)),
    (SELECT count(*) FROM settlement_sellerpayout payout WHERE status <> 'failed' AND amount <> (
        SELECT sum(amount) FROM settlement_sellertransfer transfer WHERE transfer.payout_id = payout.id)),
    (SELECT count(*) FROM (
        SELECT transfer.partner_id, sum(transfer.amount) AS owed FROM settlement_sellertransfer transfer
        LEFT JOIN settlement_sellerpayout payout ON payout.id = transfer.payout_id
        WHERE payout.status IS DISTINCT FROM 'paid' GROUP BY transfer.partner_id
    ) due LEFT JOIN balance ON balance.code = 'seller:' || due.partner_id WHERE due.owed <> -coalesce(balance.sum, 0))
"""
NAMES = (
    "the whole ledger",
    "held, against what came for orders that are not fulfilled or is to go back",
    "refunds owed, against refunds that are not done",
    "disputes, against what gateways say",
    "the operator's places, less what is held back and with fees, against what came and went",
    "sellers, against what is unpaid",
    "the cash box, against payouts and refunds by hand",
    "shares whose refunds do not add up",
    "payouts that do not add up",
    "sellers whose balance is not what is unpaid",
)


def what_is_wrong() -> dict[str, int]:
    """Return by how much which account is off; the query is prepared once, as planning takes longer than answering."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_prepared_statements WHERE name = 'books'")
        if cursor.fetchone() is None:
            cursor.execute(f"PREPARE books AS {BOOKS}")
        cursor.execute("EXECUTE books")
        row = cursor.fetchone()
    return {name: off for name, off in zip(NAMES, row, strict=True) if off}
