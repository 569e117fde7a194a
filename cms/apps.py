from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Cerita dan wisata"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the back office Wagtail's Indonesian, find each word in one look-up, and follow what is published."""
        from wagtail.signals import page_published, workflow_rejected

        from cms import effects
        from cms.contributed import effects as contributed
        from cms.contributed import from_phones as from_phones
        from cms.contributed import wagtail_menu as contributed_menu  # noqa: F401
        from cms.enquiries import wagtail_menu as wagtail_menu
        from cms.enquiries.forgetting import follow_deleted_people
        from cms.graph.having import stand_beside_goods
        from cms.media.untold import keep_recordings_untold
        from cms.regencies import office as office
        from cms.regencies.translations import keep_within_walls
        from cms.review import wagtail_menu as review_menu  # noqa: F401
        from cms.review.doors import stand_at_the_doors
        from cms.review.telling import listen
        from cms.upkeep.files import keep_words_from_being_formulas
        from cms.words.catalogues import join_catalogues
        from cms.words.indonesian import speak_indonesian

        speak_indonesian()
        join_catalogues()
        stand_at_the_doors()
        listen()
        stand_beside_goods()
        keep_within_walls()
        follow_deleted_people()
        keep_words_from_being_formulas()
        keep_recordings_untold()
        page_published.connect(effects.follow_published, dispatch_uid="cms.follow_published")
        page_published.connect(contributed.follow_publication, dispatch_uid="cms.contributed.follow_publication")
        workflow_rejected.connect(contributed.follow_rejection, dispatch_uid="cms.contributed.follow_rejection")
