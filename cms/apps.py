from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Cerita dan wisata"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the back office the Indonesian that Wagtail ships, and find each word in one look-up."""
        from cms.catalogues import join_catalogues
        from cms.indonesian import speak_indonesian

        speak_indonesian()
        join_catalogues()
