"""A page on its way: its writer, who checks for the village and the agency, and who publishes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, TaskState, Workflow

from cms.models import HomePage, StoryIndexPage, StoryPage
from cms.review.workflows import NAME, everywhere, put_workflow
from market.accounts.models import User
from market.accounts.roles import AGENCY_CHECKER, EDITOR, VILLAGE_CHECKER, appoint
from market.notify.models import Message
from market.regions.models import Agency, Village
from tests.cast import a_village

LEAD = "Ikan pipih dari Mahakam, digoreng pagi-pagi."
FAULTY, SAID = {"lead": "Ikan."}, "Pembuka terlalu pendek"
Write = Callable[..., StoryPage]


def person(number: int, name: str, role: str | None = None, regency: Any = None) -> User:
    user = User.objects.create_user(f"+62812555000{number:02d}", first_name=name)
    if role:
        appoint(user=user, role=role, regency=regency)
    return user


@pytest.fixture
def village(db: None) -> Village:
    return a_village("64.02.05.2001", "Muara Kaman Ulu", "Muara Kaman", "Kutai Kartanegara", "Kalimantan Timur")


@pytest.fixture
def elsewhere(db: None) -> Village:
    return a_village("64.08.03.2001", "Sangatta Utara", "Sangatta", "Kutai Timur", "Kalimantan Timur")


@pytest.fixture
def agency(village: Village) -> Agency:
    return Agency.objects.create(name="Dinas Pariwisata", short_name="Dispar", regency=village.district.regency)


@dataclass
class Office:
    """Who is there."""

    workflow: Workflow
    writer: User
    village: User
    agency: User
    publisher: User
    stranger: User


@pytest.fixture
def office(home: HomePage, village: Village) -> Office:
    homes = [home, *home.get_translations()]
    return Office(
        put_workflow(name=NAME, homes=homes, checkers=everywhere()),
        person(1, "Rina", EDITOR),
        person(2, "Pak Edi", VILLAGE_CHECKER, village.district.regency),
        person(3, "Bu Ani", AGENCY_CHECKER, village.district.regency),
        person(4, "Dewi", EDITOR),
        person(5, "Tono"),
    )


@pytest.fixture
def write(home: HomePage, office: Office, village: Village, agency: Agency) -> Callable[..., StoryPage]:
    """Return how a draft is written; what is not said is well."""

    def draft(**words: Any) -> StoryPage:
        index = StoryIndexPage.objects.child_of(home).get()
        said = {"title": "Satu kuali amplang", "lead": LEAD, "village": village, "agency": agency, **words}
        page = StoryPage(**said, live=False, owner=office.writer, locale=index.locale)
        index.add_child(instance=page)
        page.save_revision(user=office.writer)
        return page

    return draft


@pytest.fixture
def hand_in(office: Office, write: Callable[..., StoryPage]) -> Callable[..., TaskState]:
    """Return how a draft is written and handed in; it gives the step that waits."""

    def start(**words: Any) -> TaskState:
        page = write(**words)
        return office.workflow.start(page, office.writer).current_task_state

    return start


@pytest.fixture(params=[False, True], ids=["well", "faulty"])
def is_faulty(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def draft(write: Write, is_faulty: bool) -> StoryPage:
    return write(**(FAULTY if is_faulty else {}))


@pytest.fixture
def boss(office: Office) -> Client:
    return signed_in(office.publisher)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fresh(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific


def told(user: User) -> list[str]:
    return list(Message.objects.filter(phone=user.phone).order_by("pk").values_list("text", flat=True))
