from django.apps import AppConfig


class DoubleConfig(AppConfig):
    name = "market.gateways.stripe.double"
    label = "stripe_double"
    verbose_name = "Simulasi Stripe"
    default_auto_field = "django.db.models.BigAutoField"
