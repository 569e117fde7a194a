"""Indonesian for what Wagtail and Oscar's desk say without marking it for translation: in templates and in labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loaders.app_directories import Loader as AppLoader
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import Permission
    from django.template import Origin

TOP, TOP_COLLECTION = "Semua situs", "Semua koleksi"
PERMISSION = "{{{{ content_perms_dict.{0}.perm.name }}}}"
OF_THIS = "{{ content_perms_dict.object }}"
TEMPLATES: dict[str, dict[str, str]] = {
    "wagtailadmin/home.html": {'value="Search"': 'value="Cari"'},
    "wagtailadmin/pages/listing/_page_title_column_header.html": {
        "trimmed with start_index=": 'trimmed with model_name=model_name|default:"halaman" start_index='
    },
    "wagtailadmin/reports/aging_pages_results.html": {
        "username=page.last_published_by_user": 'username=page.last_published_by_user|default:"-"'
    },
    "wagtailadmin/shared/header.html": {'value="Search"': 'value="Cari"'},
    "wagtailadmin/shared/headers/_actions.html": {'"Actions"': '"Tindakan"'},
    "wagtailadmin/shared/side_panel_toggle.html": {
        "{{ count|intcomma }}": "{% if count %}{{ count|intcomma }}{% endif %}"
    },
    "wagtailadmin/tables/boolean_cell.html": {
        "title=value|stringformat:'s'": 'title=value|yesno:"Ya,Tidak,Tidak tahu"'
    },
    "wagtailadmin/workflows/task_chooser/chooser.html": {
        "{% formattedfield field %}": (
            "{% translate field.label as said %}{% formattedfield field=field label_text=said %}"
        )
    },
    "wagtaillocales/index.html": {"}} pages{": "}} halaman{", "}} others{": "}} lainnya{"},
    "wagtailusers/groups/includes/formatted_permissions.html": {
        PERMISSION.format("add"): f"Menambah {OF_THIS}",
        PERMISSION.format("change"): f"Mengubah {OF_THIS}",
        PERMISSION.format("delete"): f"Menghapus {OF_THIS}",
    },
    "oscar/dashboard/": {
        'aria-label="breadcrumb"': 'aria-label="Jejak halaman"',
        'aria-label="Close"': 'aria-label="Tutup"',
        'aria-label="Toggle navigation"': 'aria-label="Buka atau tutup menu"',
        "<label>Filters:</label>": "<label>Saringan:</label>",
    },
}
"""By template, or the start of its name: the English, and what stands in its place."""


class Loader(AppLoader):
    """The apps' own templates, with Indonesian where they speak English whatever the language."""

    def get_contents(self, origin: Origin) -> str:
        """Return a template's text."""
        text = super().get_contents(origin)
        for start, words in TEMPLATES.items():
            if str(origin.template_name).startswith(start):
                for english, indonesian in words.items():
                    text = text.replace(english, indonesian)
        return text


def name_the_unnamed() -> None:
    """Give Indonesian labels to fields, columns and models that only have the name of their attribute."""
    _name_link_fields()
    _name_people_fields()
    _name_columns()
    _name_models()


def name_first_rows() -> None:
    """Give Indonesian names to what Wagtail begins with, and drop its groups when nobody is in them. Idempotent."""
    from django.contrib.auth.models import Group
    from wagtail.models import Collection, Page, Task, Workflow

    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
    Page.objects.filter(depth=1, title="Root").update(title=TOP, draft_title=TOP)
    Collection.objects.filter(depth=1, name="Root").update(name=TOP_COLLECTION)
    for model in (Task, Workflow):
        model.objects.filter(name="Moderators approval").update(name="Pemeriksaan")


def _name_link_fields() -> None:
    from wagtail.admin.forms import choosers

    labels = {
        "email_address": _("Alamat email"),
        "phone_number": _("Nomor telepon"),
        "link_text": _("Tulisan tautan"),
        "subject": _("Judul email"),
        "body": _("Isi email"),
    }
    for form in vars(choosers).values():
        for name, field in getattr(form, "base_fields", {}).items():
            if name in labels and field.label is None:
                field.label = labels[name]


def _name_people_fields() -> None:
    from wagtail.admin.forms.workflows import WorkflowPageForm
    from wagtail.users.forms import PagePermissionsForm

    for form in (WorkflowPageForm, PagePermissionsForm):
        form.base_fields["page"].label = _("Page")
    PagePermissionsForm.base_fields["permissions"].label_from_instance = _permission_words


def _permission_words(permission: Permission) -> str:
    return gettext(permission.name)


def _name_columns() -> None:
    from wagtail.sites.views import IndexView

    labels = {"site_name": _("site name"), "root_page": _("root page")}
    for column in IndexView.columns:
        if column.name in labels:
            column.label = labels[column.name]


def _name_models() -> None:
    from wagtail.models import Comment, Locale
    from wagtail_localize.models import LocaleSynchronization

    Locale._meta.verbose_name, Locale._meta.verbose_name_plural = _("locale"), _("Locales")
    Comment._meta.get_field("user").verbose_name = _("user")
    LocaleSynchronization._meta.get_field("sync_from").verbose_name = _("Asal isi")
