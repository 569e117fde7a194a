from django.apps import AppConfig


class CurrenciesConfig(AppConfig):
    name = "market.currencies"
    label = "currencies"
    verbose_name = "Kurs"
    default_auto_field = "django.db.models.BigAutoField"
