"""Follows oscar.apps.dashboard.catalogue.forms (4.2): words, categories, pictures; no price, stock or moderation."""

from __future__ import annotations

from typing import Any

from django import forms
from oscar.apps.dashboard.catalogue import forms as oscar_forms
from treebeard.forms import movenodeform_factory

from catalogue.models import Category, ProductImage
from market.pictures.actions import UnusablePicture, take_picture
from market.pictures.files import clean_file


class ProductForm(oscar_forms.ProductForm):
    class Meta(oscar_forms.ProductForm.Meta):
        fields = ["title", "description", "slug", "meta_title", "meta_description"]
        # Sellers write plain words, so staff mend plain words: no editor that adds HTML.
        widgets = {
            name: forms.Textarea(attrs={"class": "no-widget-init"}) for name in ("description", "meta_description")
        }


class CategoryForm(
    oscar_forms.SEOFormMixin,
    movenodeform_factory(  # type: ignore[misc]
        Category,
        form=oscar_forms.BaseCategoryForm.__bases__[0],
        fields=["name", "name_en", "slug", "description", "is_public", "exclude_from_menu", "meta_title",
                "meta_description"],
        exclude=["ancestors_are_public", "image"],
        widgets={"meta_description": forms.Textarea(attrs={"class": "no-widget-init"})},
    ),
):  # fmt: skip
    """Oscar's form would also take a picture past our pipeline."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = "Kosongkan saja: dibuat dari nama jenis barang."


class ProductImageForm(forms.ModelForm):
    """A new picture goes through the one pipeline; an old one can be captioned, replaced or taken off."""

    upload = forms.FileField(
        label="Foto baru", required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )

    class Meta:
        model = ProductImage
        fields = ["caption", "display_order"]
        widgets = {"display_order": forms.HiddenInput()}

    def __init__(self, *args: Any, data: Any = None, **kwargs: Any) -> None:
        if not kwargs.get("instance"):
            kwargs["initial"] = {"display_order": int(kwargs["prefix"].split("-").pop()), **kwargs.get("initial", {})}
        super().__init__(data, *args, **kwargs)

    def clean_upload(self) -> Any:
        """Refuse what is not a usable picture, in words."""
        upload = self.cleaned_data["upload"]
        if upload is None and not self.instance.pk:
            raise forms.ValidationError("Pilih fotonya dulu.")
        if upload is not None:
            try:
                return clean_file(upload)
            except UnusablePicture as problem:
                raise forms.ValidationError(str(problem)) from problem
        return None

    def save(self, commit: bool = True) -> ProductImage:
        """Take the picture in, and show it on the product."""
        upload = self.cleaned_data["upload"]
        if upload is not None:
            self.instance.original = take_picture(upload=upload, title=str(self.instance.product))
        return super().save(commit=commit)
