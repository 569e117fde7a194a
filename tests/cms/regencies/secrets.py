"""Everything that the office of one regency may have, each with a word of its own that nobody elsewhere may read.

The first of each kind bears the same number, so that one number in an address means something of every kind.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import Collection, Comment, Locale, Page, PageSubscription, UploadedFile
from wagtail_localize.models import Translation
from wagtail_localize.operations import TranslationCreator

from cms.contributed.models import Contribution
from cms.enquiries.models import Enquiry
from cms.models import (
    AgencyPage,
    DestinationPage,
    EventPage,
    FormPage,
    FormQuestion,
    HomePage,
    MakerPage,
    RoutePage,
    StoryPage,
)
from cms.regencies.actions import open_regency
from cms.regencies.trees import list_for
from cms.tree.actions import publish_story
from cms.tree.villages import make_village_pages
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.pictures.actions import take_picture
from market.pictures.models import Picture
from market.regions.models import Agency, Village
from tests.cms.regencies.conftest import KUTIM
from tests.market.pictures.made import photo
from tests.market.recordings.made import mp3
from tests.market.shop.goods import make_product, make_shop

N = 770_001
MARK = "RAHASIA"
WORD = "kenanga"
"""Stands beside the secret word wherever it stands, so that a search may ask for it."""


def secret(what: str) -> str:
    return f"{MARK}-{what} {WORD}"


def number_from(number: int) -> None:
    """Let the next row of every table bear this number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(";".join(f"SELECT setval('{name}', {number - 1})" for name in names))


def fill_office(village: Village) -> User:
    """Open the regency of a village, and fill its office; return its editor."""
    number_from(N)
    opened = open_regency(regency=village.district.regency, host=KUTIM, tagline="")
    editor = User.objects.create_user("+6281255500001", first_name=secret("editor"))
    appoint(user=editor, role=EDITOR, regency=opened.regency)
    shelf = opened.collection.add_child(instance=Collection(name=secret("koleksi")))
    picture = take_picture(
        upload=ContentFile(photo(width=1200, height=800), name=f"{MARK}-foto.jpg"),
        title=secret("gambar"),
        description=secret("keterangan"),
        by=editor,
    )
    Picture.objects.filter(pk=picture.pk).update(collection=shelf)
    get_document_model().objects.create(
        title=secret("rekaman"),
        file=ContentFile(mp3(1), name=f"{MARK}-suara.mp3"),
        collection=shelf,
        uploaded_by_user=editor,
    )
    UploadedFile.objects.create(file=ContentFile(b"x", name=f"{MARK}.jpg"), uploaded_by_user=editor)
    agency = Agency.objects.create(
        regency=opened.regency, name=secret("dinas"), short_name=secret("opd"), address=secret("alamat")
    )
    _fill_pages(village, editor, agency, Picture.objects.get(pk=picture.pk))
    Redirect.objects.create(site=opened.site, old_path=f"/{MARK.lower()}-alih", redirect_link=f"/{MARK}/{WORD}")
    return editor


def _fill_pages(village: Village, editor: User, agency: Agency, picture: Picture) -> None:
    product = make_product(make_shop(village=village))
    make_village_pages()
    common: dict[str, Any] = {"lead": secret("pembuka"), "village": village, "regency": village.district.regency}
    draft = _draft(StoryPage, editor, agency=agency, picture=picture, date=date(2026, 11, 20), **common)
    _draft(DestinationPage, editor, contact_name=secret("kontak"), **common)
    _draft(EventPage, editor, starts_at=timezone.now(), **common)
    _draft(RoutePage, editor, **common)
    _draft(MakerPage, editor, producer=product.producer, **common)
    _draft(AgencyPage, editor, agency=agency, lead=secret("tugas"))
    home = HomePage.objects.get(regency=village.district.regency, locale__language_code="id")
    home.tagline = secret("semboyan")
    home.save_revision(user=editor)
    form = home.add_child(
        instance=FormPage(title=secret("formulir"), slug="formulir-b", live=False, locale=home.locale, owner=editor)
    )
    FormQuestion.objects.create(page=form, label="Apa", clean_name="apa", field_type="singleline", sort_order=0)
    FormSubmission.objects.create(page=form, form_data={"apa": secret("jawaban")})
    shown = publish_story(
        title="Cerita terang",
        lead="Terang bagi semua orang.",
        village=village,
        picture=None,
        body=[],
        author="",
        date=date(2026, 11, 1),
    )
    shown.title = secret("perubahan")
    shown.save_revision(user=editor)
    _surround(draft, shown, editor, village)


def _draft(kind: type[Page], editor: User, **words: Any) -> Any:
    below = next(iter(kind.allowed_parent_page_models()))
    index = list_for(below, "64.08")
    name = kind._meta.model_name
    page = kind(
        title=secret(str(name)), slug=f"rancangan-{name}", live=False, owner=editor, locale=index.locale, **words
    )
    index.add_child(instance=page)
    revision = page.save_revision(user=editor)
    log(instance=page, action="wagtail.edit", user=editor, revision=revision)
    return page


def _surround(draft: StoryPage, shown: StoryPage, editor: User, village: Village) -> None:
    """Say something beside a draft, hand one in, lock one, translate one, ask about one."""
    Comment.objects.create(page=draft, user=editor, text=secret("komentar"), contentpath="lead")
    PageSubscription.objects.get_or_create(page=draft, user=editor, defaults={"comment_notifications": True})
    workflow = draft.get_workflow()
    workflow.start(draft, editor)
    Page.objects.filter(pk=shown.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())
    TranslationCreator(editor, [Locale.objects.get(language_code="en")]).create_translations(shown)
    for translation in Translation.objects.all():
        translation.save_target(user=editor, publish=False)
    EditingSession.objects.create(user=editor, content_object=draft, last_seen_at=timezone.now())
    now = timezone.now()
    Enquiry.objects.create(
        page=draft, about="place", title=secret("tempat"), regency=village.district.regency, people=2,
        wish=secret("keinginan"), name=secret("tamu"), phone="+6281255500009", due_at=now - timedelta(days=1),
        contact_phone="+6281255500008",
    )  # fmt: skip
    Contribution.objects.create(page=draft, title=secret("kiriman"), sender=editor, regency=village.district.regency)


FEW = ("cerita", "cerita-muara-kaman-ulu", "rancangan-storypage", "cerita-terang", "formulir-b")


def pages_of(code: str) -> list[int]:
    """Return the numbers of the pages of a regency that an address is tried with: its home, a draft, a form, ..."""
    home = HomePage.objects.get(regency=code, locale__language_code="id")
    return [home.pk, *home.get_descendants().filter(slug__in=FEW).order_by("pk").values_list("pk", flat=True)]
