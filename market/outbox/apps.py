from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "market.outbox"
    label = "outbox"
    verbose_name = "Kotak keluar"
    default_auto_field = "django.db.models.BigAutoField"
