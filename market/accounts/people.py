"""The list of people in `/kelola/`, for the superuser. Nobody becomes superuser here, only by `createsuperuser`."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import URLPattern, path
from wagtail.admin.widgets.button import Button
from wagtail.users.views.users import IndexView, UserViewSet

from market.accounts.fields import PhoneField
from market.accounts.models import User
from market.accounts.resetting import reset, reset_address
from market.accounts.roles import OPERATOR
from market.accounts.second_factor import APP
from market.regions.models import Regency

UNUSED = ["Editors", "Moderators"]
"""Groups that Wagtail's own migration makes and nobody here is in."""


class PersonForm(forms.ModelForm[User]):
    phone = PhoneField(error_messages={"unique": "Nomor ini sudah dipakai akun lain."})
    first_name = forms.CharField(label="Nama", max_length=150)
    groups = forms.ModelMultipleChoiceField(
        label="Peran",
        queryset=Group.objects.exclude(name__in=UNUSED).order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = User
        fields = ["phone", "first_name", "is_active", "groups", "regency"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regencies = cast("forms.ModelChoiceField[Regency]", self.fields["regency"])
        regencies.queryset = Regency.objects.filter(is_member=True)
        if editing_self:
            del self.fields["is_active"]

    def save(self, commit: bool = True) -> User:
        """Keep the person; who is made operator may enter the shop desk, and who no longer is may not."""
        if self.instance.pk is None:
            self.instance.set_unusable_password()
        roles = {group.name for group in self.cleaned_data["groups"]}
        self.instance.is_staff = self.instance.is_superuser or OPERATOR in roles
        return super().save(commit)


class PeopleView(IndexView):
    search_fields = {"phone", "first_name"}  # type: ignore[assignment]

    def get_base_queryset(self) -> QuerySet[User]:
        apps = Authenticator.objects.filter(user=OuterRef("pk"), type=APP)
        return super().get_base_queryset().annotate(has_second_factor=Exists(apps))

    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        buttons: list[Button] = super().get_list_more_buttons(instance)
        if instance.has_second_factor and instance != self.request.user and self.request.user.is_superuser:
            buttons.append(Button("Lepas langkah kedua", reset_address(instance), icon_name="lock", priority=40))
        return buttons


class PeopleViewSet(UserViewSet):
    """Follows UserViewSet of Wagtail 8.0."""

    index_view_class = PeopleView
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        return PersonForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("dua-langkah/<int:pk>/", reset, name="reset_second_factor")]
