"""What the money desk counts at each visit: photos to look at, refunds to do by hand, movements nobody knows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bills", "0003_phone_of_who_entered")]

    operations = [
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(
                condition=models.Q(("proof_at__isnull", False), ("state__in", ["waiting", "cancelled"])),
                fields=["proof_at"],
                name="bills_proofs_to_see",
            ),
        ),
        migrations.AddIndex(
            model_name="billrefund",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)),
                fields=["bill"],
                name="bills_refunds_to_do",
            ),
        ),
        migrations.AddIndex(
            model_name="statementline",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["booked_on"],
                name="bills_open_lines",
            ),
        ),
    ]
