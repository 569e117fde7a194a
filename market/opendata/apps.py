from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "market.opendata"
    label = "opendata"
    verbose_name = "Data terbuka"
    default_auto_field = "django.db.models.BigAutoField"
