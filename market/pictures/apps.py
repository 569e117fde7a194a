from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "market.pictures"
    label = "pictures"
    verbose_name = "Gambar"
    default_auto_field = "django.db.models.BigAutoField"
