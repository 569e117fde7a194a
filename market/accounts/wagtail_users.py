"""Wagtail's users app with our people in it: known by phone, without mail or password."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    user_viewset = "market.accounts.people.PeopleViewSet"
