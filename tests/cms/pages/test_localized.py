"""An editor translates a page with wagtail-localize: words become English, what is live and whom to ask stay."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client, TestCase
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from catalogue.models import Product
from cms.models import DestinationPage, HomePage, StoryPage, VillagePage
from cms.tasks import make_village_pages
from cms.tree.actions import publish_destination
from cms.upkeep.untranslated import waiting, why
from market.accounts.models import User
from tests.cms.conftest import make_picture, page_text
from tests.market.shop.goods import make_village


def translated(page: Page, by: User, words: dict[str, str]) -> Page:
    """Return the English page, as "Terjemahkan halaman ini" and its own "Terbitkan" make it; other words stay."""
    english = Locale.objects.get(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    for segment in source.stringsegment_set.all():
        said = words.get(segment.context.path.split(".")[0], segment.string.data)
        StringTranslation.objects.create(
            translation_of=segment.string, locale=english, context=segment.context, data=said
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(user=by, publish=True)
    return page.get_translation(english).specific


def test_a_story_is_english_and_its_goods_are_live(
    client: Client, tell: Callable[..., StoryPage], editor: User, amplang: Product
) -> None:
    address = amplang.get_absolute_url()
    story = tell(body=[("text", "<p>Ikan pipih dari danau.</p>"), ("product", amplang)])
    english = translated(story, editor, {"title": "Fish from the lake", "body": "Fish of the lake, dried in the sun."})
    text = page_text(client, english.url)
    assert english.url.startswith("/en/")
    assert "Fish from the lake" in text
    assert "dried in the sun" in text
    assert f'href="/en{address}' in text
    assert not waiting(Page.objects.filter(pk=story.pk))


def test_whom_to_ask_is_no_text_to_translate(home: HomePage, editor: User) -> None:
    place = publish_destination(
        title="Danau", lead="Danau luas di tengah Mahakam.", village=make_village(), picture=None, body=[]
    )
    place.contact_name, place.contact_phone = "Pak Edi", "081234567890"
    place.save_revision().publish()
    english = translated(place, editor, {"title": "The lake", "lead": "A wide lake within the Mahakam."})
    source = TranslationSource.objects.get(object_id=place.translation_key)
    assert not source.stringsegment_set.filter(context__path__startswith="contact")
    assert isinstance(english, DestinationPage)
    assert (english.contact_name, english.title) == ("Pak Edi", "The lake")


def test_a_village_waits_for_its_english_once_it_has_words(
    client: Client, home: HomePage, editor: User, amplang: Product
) -> None:
    make_village_pages()
    village = VillagePage.objects.get(locale__language_code="id")
    english = f"/en{village.url}"
    assert not waiting(Page.objects.filter(pk=village.pk))

    village.lead = "Desa di tepi Mahakam, tempat amplang digoreng."
    village.save_revision().publish()
    assert [why(page) for page in waiting(Page.objects.filter(pk=village.pk))] == ["belum diterjemahkan"]
    assert '<div class="village-words" lang="id">' in page_text(client, english)

    translated(village, editor, {"lead": "A village by the Mahakam, where amplang is fried."})
    assert not waiting(Page.objects.filter(pk=village.pk))
    told = page_text(client, english)
    assert '<div class="village-words">' in told
    assert "where amplang is fried" in told


def test_an_english_page_says_that_a_pictures_description_is_indonesian(
    client: Client, tell: Callable[..., StoryPage]
) -> None:
    story = tell(picture=make_picture("Amplang di kuali"), title_en="A pot of amplang")
    told = re.compile(r'<img[^>]* lang="id"[^>]* alt="Amplang di kuali"')
    assert 'alt="Amplang di kuali"' in page_text(client, story.url)
    assert not told.search(page_text(client, story.url))
    assert told.search(page_text(client, f"/en{story.url}"))
