"""Few orders are open, few payments held back, few refunds not done: each is found without reading all that is past.

Oscar owns the orders' table and its migrations, so that this index of it is ours by name only.
"""

from django.db import migrations, models

OPEN = """CREATE INDEX settlement_open_orders ON order_order (status)
    WHERE status IN ('awaiting_payment', 'cash_due', 'paid', 'handed_over')"""


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0009_refunds_given_by_hand"),
        ("order", "0021_billingaddress_code_shippingaddress_code"),
    ]

    operations = [
        migrations.RunSQL(OPEN, "DROP INDEX settlement_open_orders"),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("status", "quarantined")), fields=["group"], name="settlement_held_payments"
            ),
        ),
        migrations.AddIndex(
            model_name="refund",
            index=models.Index(
                condition=models.Q(("status", "done"), _negated=True),
                fields=["status"],
                name="settlement_refunds_not_done",
            ),
        ),
    ]
