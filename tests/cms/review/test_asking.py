"""/kelola/periksa/isi/: an editor asks what is to mend before she hands a page in."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from cms.models import StoryPage
from tests.cms.review.conftest import SAID, Office, Write, person, signed_in


def test_an_editor_asks_before_she_hands_it_in(draft: StoryPage, boss: Client, is_faulty: bool) -> None:
    answer = boss.get(reverse("review:content", args=[draft.pk])).content.decode()
    assert (SAID in answer) is is_faulty
    assert ("siap dikirim" in answer) is not is_faulty
    assert reverse("review:content", args=[draft.pk]) in boss.get(f"/kelola/pages/{draft.pk}/edit/").content.decode()


def test_nobody_else_asks(write: Write, office: Office) -> None:
    address = reverse("review:content", args=[write().pk])
    for user in (office.village, person(20, "Orang lain")):
        assert signed_in(user).get(address).status_code in (302, 403)
    assert signed_in(office.publisher).get(address).status_code == 200
