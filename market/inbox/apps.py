from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "market.inbox"
    label = "inbox"
    verbose_name = "Kotak masuk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from market.inbox import effects as effects
