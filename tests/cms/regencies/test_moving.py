"""Pictures go along with the pages that a regency's opening moves, where nothing else shows them."""

from __future__ import annotations

from wagtail.models import Collection

from catalogue.models import ProductImage
from cms.regencies.actions import open_regency
from tests.cms.conftest import make_picture
from tests.cms.regencies.conftest import Regencies, villages
from tests.market.shop.goods import make_product, make_shop


def test_a_picture_of_something_with_the_number_of_a_moved_page_stays(regencies: Regencies) -> None:
    ours, theirs = make_picture("Danau"), make_picture("Amplang")
    story = regencies.kotim
    story.picture = ours
    story.save()
    product = make_product(make_shop(village=villages()[0]))
    ProductImage.objects.create(pk=story.pk, product=product, original=theirs)
    open_regency(regency=villages()[2].district.regency, host="kotim.localhost:8000")
    root = Collection.get_first_root_node()
    for picture in (ours, theirs):
        picture.refresh_from_db()
    assert (ours.collection == root, theirs.collection == root) == (False, True)
