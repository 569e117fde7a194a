"""The upload field of every form that takes a picture, Wagtail's own forms included."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from market.pictures.files import clean_file
from market.pictures.pipeline import UnusablePicture

ACCEPT = "image/jpeg,image/png,image/webp,image/heic,.heic"


class PictureField(WagtailImageField):
    """Cleans to a `CleanFile`; a picture that cannot be used gets a plain Indonesian sentence."""

    default_validators: list[Any] = []

    def to_python(self, data: Any) -> Any:
        upload = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        try:
            return clean_file(upload)
        except UnusablePicture as unusable:
            raise ValidationError(str(unusable), code="unusable_picture") from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ACCEPT}


class PictureForm(BaseImageForm):
    """Wagtail's image form for adding, replacing, choosing and the API, with our field in place of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = self.fields.get("file")
        if theirs is not None:
            widget = theirs.widget
            widget.attrs.pop("accept", None)
            self.fields["file"] = PictureField(label=theirs.label, required=theirs.required, widget=widget)
