from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "market.notify"
    label = "notify"
    verbose_name = "Pemberitahuan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from market.notify import checks as checks
        from market.notify import effects as effects
