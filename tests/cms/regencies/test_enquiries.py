"""What a visitor asks of a regency is read by its own office only."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cms.enquiries.actions import Said, enquire
from cms.enquiries.models import Enquiry
from cms.models import DestinationIndexPage, DestinationPage
from cms.regencies.trees import list_for
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.regions.models import Regency
from tests.cms.regencies.conftest import Regencies


@pytest.mark.parametrize(("tree", "seen"), [("64.02", [True, False]), (None, [True, True])])
def test_a_page_without_a_place_is_of_the_regency_that_it_stands_in(
    regencies: Regencies, tree: str | None, seen: list[bool]
) -> None:
    index = list_for(DestinationIndexPage, tree)
    page = DestinationPage(title="Danau", lead="Danau luas.", locale=index.locale, contact_phone="+628123456789")
    index.add_child(instance=page)
    said = Said(about="place", arrives_on=None, leaves_on=None, people=2, wish="?", name="Rina", phone="+628111222333")
    kept = enquire(page=page, said=said, now=timezone.now())
    assert kept.regency_id == tree
    for number, code in enumerate(("64.02", "64.08")):
        user = User.objects.create_user(f"+6281200044{number:03d}")
        appoint(user=user, role=EDITOR, regency=Regency.objects.get(code=code))
        assert (kept in Enquiry.objects.seen_by(user)) is seen[number]
