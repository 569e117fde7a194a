from django.apps import AppConfig


class AttributionConfig(AppConfig):
    name = "market.attribution"
    label = "attribution"
    verbose_name = "Cerita yang menjual"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from market.attribution import effects, views_counted  # noqa: F401  (they register themselves)
