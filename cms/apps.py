from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Cerita dan wisata"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the back office Wagtail's Indonesian, find each word in one look-up, and follow what is published."""
        from wagtail.signals import page_published

        from cms import effects
        from cms.catalogues import join_catalogues
        from cms.enquiries import wagtail_menu as wagtail_menu
        from cms.indonesian import speak_indonesian

        speak_indonesian()
        join_catalogues()
        page_published.connect(effects.follow_published, dispatch_uid="cms.follow_published")
