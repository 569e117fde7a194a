"""An editor of one regency tells of her own villages, makers and agencies, whatever number she types."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import NON_FIELD_ERRORS

from cms.models import AgencyPage, MakerPage, RoutePage, StoryPage, VillagePage
from cms.regencies.contents import ABOUT_OTHERS, PAGE_OF_OTHERS
from market.accounts.models import User
from market.accounts.roles import EDITOR, appoint
from market.regions.models import Agency
from sellers.models import Producer
from tests.cms.regencies.conftest import Regencies, villages
from tests.market.shop.goods import make_shop


@pytest.fixture
def editor(regencies: Regencies) -> User:
    user = User.objects.create_user("+6281200066601")
    appoint(user=user, role=EDITOR, regency=villages()[0].district.regency)
    return User.objects.get(pk=user.pk)


def errors(page: Any, editor: User | None, **typed: Any) -> dict[str, Any]:
    """Return what the form of a page says to what was typed."""
    kind = type(page).get_edit_handler().get_form_class()  # type: ignore[attr-defined]
    said = {"title": "Baru", "slug": "baru", "body-count": "0", **typed}
    return dict(kind(said, instance=page, for_user=editor).errors)


def producer_of(village: Any) -> Producer:
    return make_shop(village=village).seller.producers.get()


@pytest.mark.parametrize("kind", [StoryPage, VillagePage, RoutePage])
def test_a_village_of_another_regency_is_not_to_be_had(editor: User, kind: type[Any]) -> None:
    own, other, _ = villages()
    assert "village" in errors(kind(), editor, village=other.pk)
    assert "village" not in errors(kind(), editor, village=own.pk)
    assert "village" not in errors(kind(), None, village=other.pk)


def test_a_maker_of_another_regency_is_not_to_be_had(editor: User) -> None:
    own, other, _ = villages()
    assert "producer" in errors(MakerPage(), editor, producer=producer_of(other).pk)
    assert "producer" not in errors(MakerPage(), editor, producer=producer_of(own).pk)


def test_an_agency_and_a_regency_of_others_are_not_to_be_had(editor: User) -> None:
    own, other, _ = villages()
    theirs = Agency.objects.create(name="Dinas", short_name="D", regency=other.district.regency)
    assert "agency" in errors(AgencyPage(), editor, agency=theirs.pk)
    assert {"agency", "regency"} <= set(errors(StoryPage(), editor, agency=theirs.pk, regency="64.08"))


def test_a_page_that_has_come_to_be_about_another_regency_is_refused(
    editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever way it came: here a maker's village is filled in from her account."""
    other = producer_of(villages()[1])
    monkeypatch.setattr("cms.regencies.forms.TO_REGENCY", {})
    said = errors(MakerPage(), editor, producer=other.pk)[NON_FIELD_ERRORS]
    assert ABOUT_OTHERS in said
    assert NON_FIELD_ERRORS not in errors(MakerPage(), editor, producer=producer_of(villages()[0]).pk)


def test_what_stands_on_a_page_may_stay(editor: User) -> None:
    other = villages()[1]
    page = StoryPage(village=other, regency=other.district.regency)
    said = errors(page, editor, village=other.pk, regency="64.08")
    assert not {"village", "regency", NON_FIELD_ERRORS} & set(said)


def test_a_draft_of_another_regency_is_not_to_be_named(editor: User, regencies: Regencies) -> None:
    """Its title would stand in the form from then on."""
    own, other, _ = villages()
    shown = regencies.kutim
    draft = StoryPage(title="Rahasia", slug="rahasia", live=False, village=other, locale=shown.locale)
    shown.get_parent().add_child(instance=draft)
    for page, is_refused in ((draft, True), (shown, False), (regencies.kukar, False)):
        link = json.dumps({"blocks": [block_with_a_link(page)], "entityMap": entity(page)})
        typed = {
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "text",
            "body-0-value": link,
        }
        said = errors(StoryPage(), editor, village=own.pk, **typed).get(NON_FIELD_ERRORS, [])
        assert (PAGE_OF_OTHERS in said) is is_refused, page.title


def block_with_a_link(page: StoryPage) -> dict[str, Any]:
    ranges = [{"offset": 0, "length": 4, "key": 0}]
    return {
        "key": "a",
        "text": page.title,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": ranges,
    }


def entity(page: StoryPage) -> dict[str, Any]:
    data = {"id": page.pk, "parentId": page.get_parent().pk, "url": page.url}
    return {"0": {"type": "LINK", "mutability": "MUTABLE", "data": data}}
