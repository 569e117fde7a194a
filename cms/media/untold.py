"""What the office uploads as a recording: kept without what is told in it, such as where a phone recorded it.

Wagtail's documents have no picture pipeline. Their file field stores through `RecordingFile`, whatever door a file
comes through; the form only says in words what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from wagtail.documents.forms import BaseDocumentForm

from cms.media.recordings import is_recording
from market.recordings.reading import Unusable, told_nothing

if TYPE_CHECKING:
    from django.core.files.base import File


class RecordingFile(FieldFile):
    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Store it; of a recording what is told is left out. Raises Unusable where only its name is one's."""
        if is_recording(name):
            content.seek(0)
            content = ContentFile(told_nothing(content.read()))
        super().save(name, content, save)


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for adding, replacing and choosing, which says that something is no recording."""

    def clean_file(self) -> Any:
        """Look into a new file."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file and is_recording(file.name):
            try:
                told_nothing(file.read())
            except Unusable as unusable:
                raise ValidationError(str(unusable)) from None
            file.seek(0)
        return file

    def add_error(self, field: str | None, error: Any) -> None:
        """Leave out what is said of the file where Wagtail asks for the title alone: it looked at the file before."""
        if field is None and "file" not in self.fields and hasattr(error, "error_dict"):
            error.error_dict.pop("file", None)
            if not error.error_dict:
                return
        super().add_error(field, error)


def keep_recordings_untold() -> None:
    """Have every file of Wagtail's documents stored so, and every one that waits for a better title or is given up."""
    from wagtail.documents import get_document_model
    from wagtail.models import UploadedFile

    for model in (get_document_model(), UploadedFile):
        model._meta.get_field("file").attr_class = RecordingFile
