from django.apps import AppConfig


class StripeConfig(AppConfig):
    name = "market.gateways.stripe"
    label = "stripe_gateway"
    verbose_name = "Stripe"
    default_auto_field = "django.db.models.BigAutoField"
