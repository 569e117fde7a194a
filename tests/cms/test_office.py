"""What an editor meets in the back office, and who may not come in."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override, trans_real

from cms.models import StoryIndexPage
from market.accounts.models import User
from market.attribution.counting import Key, Sums, add
from market.regions.models import Agency, Regency
from tests.english import Ear, english_on
from tests.market.shop.goods import make_product, make_shop, make_village


def test_it_speaks_the_indonesian_that_wagtail_ships():
    with override("id"):
        assert gettext("Save draft") == "Simpan konsep"


def test_it_finds_a_word_in_one_look_up_and_keeps_each_way_to_count():
    assert len(trans_real.translation("id")._catalog._catalogs) <= 3
    with override("en"):
        assert [gettext("Masukkan ke keranjang"), gettext("Produk")] == ["Add to basket", "Products"]
        assert ngettext("%(value)s million", "%(value)s million", 2) == "%(value)s million"


def test_it_greets_an_editor_in_indonesian(editing):
    answer = editing.get("/kelola/")
    assert answer.status_code == 200
    assert '<html lang="id"' in answer.content.decode()
    assert "Halaman" in answer.content.decode()
    assert "guide.wagtail.org" not in answer.content.decode()


def test_it_bears_our_mark_and_not_wagtails(editing):
    office = editing.get("/kelola/").content.decode()
    logo = office.partition("data-wagtail-sidebar-branding-logo>")[2].partition("</template>")[0]
    assert static("img/favicon.svg") in logo
    assert f'<link rel="icon" href="{static("img/favicon.svg")}"' in office
    nowhere = editing.get("/kelola/tidak-ada/")
    assert (nowhere.status_code, static("img/favicon.svg") in nowhere.content.decode()) == (404, True)
    for text in (office, nowhere.content.decode()):
        assert "wagtailadmin/images/favicon" not in text
        assert "wagtail-logo" not in text


def test_it_offers_a_new_story(editing):
    index = StoryIndexPage.objects.get(locale__language_code="id")
    answer = editing.get(reverse("wagtailadmin_pages:add", args=["cms", "storypage", index.pk]))
    assert answer.status_code == 200
    assert "pembuka" in answer.content.decode().lower()
    assert reverse("village_chooser:choose") in answer.content.decode()


def test_it_offers_a_translation(editing, tell):
    story = tell()
    assert editing.get(reverse("wagtail_localize:submit_page_translation", args=[story.pk])).status_code == 200


def test_it_says_what_a_story_sold_where_it_is_edited(editing, tell, amplang):
    story = tell()
    sold = Sums(views=7, baskets=5, pieces=5, rupiah=81_000)
    add([(Key(timezone.localdate(), story.pk, amplang.village_id, amplang.pk), sold)])
    panel = editing.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "Yang terjual lewat cerita ini" in panel
    assert "Rp81.000" in panel
    assert f"{reverse('attribution:index')}?story={story.pk}" in panel


@pytest.mark.parametrize("words", ["amplang", "ros", "muara kaman ulu"])
def test_it_finds_a_product_by_name_shop_or_village(editing, amplang, words):
    answer = editing.get(reverse("pilih-produk:choose_results"), {"q": words})
    assert amplang.title in answer.content.decode()
    assert "Rp25.000" in answer.content.decode()
    assert amplang.seller.name in answer.content.decode()


def test_it_offers_only_what_is_on_sale(editing, amplang):
    type(amplang).objects.filter(pk=amplang.pk).update(is_public=False)
    assert amplang.title not in editing.get(reverse("pilih-produk:choose_results")).content.decode()


def test_it_shows_the_goods_of_the_own_regency_first(editing, editor):
    far = make_shop(village=make_village("62.02.01.2001", "Mentaya", "Mentaya Hilir"))
    near = make_shop(village=make_village("64.02.06.2002", "Rantau", "Muara Kaman"))
    make_product(far, title="Abon")
    make_product(near, title="Zamzam")
    editor.regency = near.village.district.regency
    editor.save()
    text = editing.get(reverse("pilih-produk:choose_results")).content.decode()
    assert text.index("Zamzam") < text.index("Abon")


def test_it_finds_a_village_with_its_district(editing):
    make_village()
    make_village("31.74.01.1001", "Muara Ulu Jauh", "Tebet")
    Regency.objects.filter(pk="31.74").update(is_member=False)
    text = editing.get(reverse("village_chooser:choose_results"), {"q": "muara ulu"}).content.decode()
    assert "Muara Kaman Ulu" in text
    assert "Kutai Kartanegara" in text
    assert "Muara Ulu Jauh" not in text


@pytest.mark.parametrize("name", ["pilih-produk:choose", "pilih-produk:choose_results", "village_chooser:choose"])
def test_it_keeps_strangers_and_buyers_out(client, home, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(User.objects.create_user("+628120008888"))
    assert client.get(reverse(name)).status_code in {302, 403}


def test_an_editor_names_an_agency(editing, home):
    regency = make_village().district.regency
    words = {"regency": regency.pk, "name": "Dinas Pariwisata", "short_name": "Dispar", "phone": "", "address": ""}
    assert editing.post("/kelola/dinas/new/", words).status_code == 302
    assert Agency.objects.get().regency == regency


EACH_KIND = [
    "DestinationPage", "EventPage", "RoutePage", "MakerPage", "AgencyPage", "VillagePage", "InfoPage", "FormPage",
]  # fmt: skip


@pytest.mark.parametrize("kind", EACH_KIND)
def test_an_editor_finds_a_form_in_indonesian_for_each_kind_of_page(editing, home, kind):
    model = apps.get_model("cms", kind)
    above = model.allowed_parent_page_models()[0].objects.get(locale__language_code="id")
    answer = editing.get(reverse("wagtailadmin_pages:add", args=["cms", kind.lower(), above.pk]))
    assert answer.status_code == 200
    assert english_on(answer.content.decode(), Ear().names) == set()
