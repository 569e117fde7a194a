from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "market.pictures"
    label = "pictures"
    verbose_name = "Gambar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from market.pictures import effects as effects  # registers what a worker makes
        from market.pictures.avif import save_faster

        save_faster()
