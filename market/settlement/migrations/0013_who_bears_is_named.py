from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("settlement", "0012_nobody_bears_unnamed")]

    operations = [
        migrations.AddConstraint(
            model_name="funding",
            constraint=models.CheckConstraint(
                condition=Q(bearer="marketplace", partner__isnull=True)
                | (~Q(bearer="marketplace") & Q(partner__isnull=False)),
                name="settlement_funding_names_the_shop",
                violation_error_message="Pilih toko yang menanggung; bila pasar yang menanggung, tidak ada tokonya.",
            ),
        ),
    ]
