"""The site of a request is the one that Wagtail would find, in one small query."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from catalogue.sites import know_site

pytestmark = pytest.mark.django_db
HOSTS = ("one.test", "one.test:8000", "one.test:9000", "two.test", "two.test:8000", "other.test", "testserver")


@pytest.mark.parametrize("default", ["other.test", "one.test", "two.test"])
def test_it_is_the_one_that_wagtail_finds(default: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Site.objects.all().delete()
    root = Page.objects.get(depth=1)
    for host, port in (("one.test", 80), ("one.test", 8000), ("two.test", 8000), ("other.test", 80)):
        Site.objects.create(
            hostname=host, port=port, root_page=root, is_default_site=host == default and port in (80, 8000)
            and not Site.objects.filter(is_default_site=True).exists(),
        )  # fmt: skip
    for host in HOSTS:
        request = RequestFactory().get("/", HTTP_HOST=host, SERVER_PORT=host.partition(":")[2] or "80")
        with django_assert_num_queries(1):
            know_site(request)
            known = Site.find_for_request(request)

        assert known == Site._find_for_request(request), host


def test_none_is_none() -> None:
    Site.objects.all().delete()
    request = RequestFactory().get("/")

    know_site(request)

    assert Site.find_for_request(request) is None
