"""What an editor shows to some people only is told of nowhere else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.market.pagecache.conftest import Shop
from tests.market.pagecache.conftest import shop as shop

pytestmark = pytest.mark.django_db

TITLE = "Satu kuali amplang"
TELLS = (
    "/",
    "/cerita/",
    "/cari/?q=kuali",
    "/cari/saran/?q=kuali",
    "/api/v1/stories",
    "/sitemap-halaman-1.xml",
)


@pytest.mark.parametrize("above", [False, True])
def test_a_page_behind_a_restriction_is_told_of_nowhere(client: Client, shop: Shop, above: bool) -> None:
    tells = [*TELLS, shop.addresses["product"]]
    said = [client.get(address).content.decode() for address in tells]
    assert [page for page in said if TITLE not in page and shop.story.slug not in page] == []

    own = re.compile(rf"(?<!/en){shop.story.url}")  # its English page stands below none
    shut = shop.story.get_parent() if above else shop.story
    PageViewRestriction.objects.create(page=shut, restriction_type=PageViewRestriction.LOGIN)
    for address in tells if not above else [address for address in tells if address != "/cerita/"]:
        page = client.get(address).content.decode()
        assert TITLE not in page, address
        assert not own.search(page), address
    assert client.get(shop.story.url).status_code == 302
