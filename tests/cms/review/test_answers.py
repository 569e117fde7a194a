"""Whoever publishes a translation with faults in the office reads what to mend, though Wagtail says little of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.models import StoryPage
from market.pictures.models import Picture
from tests.cms.conftest import make_picture
from tests.cms.review.conftest import Office, fresh, signed_in


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_faulty", [False, True], ids=["well", "faulty"])
def test_it_says_what_is_the_matter_with_a_translation(
    write: Callable[..., StoryPage], office: Office, is_faulty: bool
) -> None:
    page = write(picture=make_picture())
    page.save_revision().publish()
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target(publish=False)
    Picture.objects.update(description="" if is_faulty else "Amplang")
    english = page.get_translations().get()
    boss, address = signed_in(office.publisher), reverse("wagtailadmin_pages:edit", args=[english.pk])

    answer = boss.post(address, {"action": "publish"}, follow=True)
    assert ("Gambar utama belum diceritakan" in answer.content.decode()) is is_faulty
    assert fresh(english).live is not is_faulty
