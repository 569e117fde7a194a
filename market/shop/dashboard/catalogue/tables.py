"""Follows oscar.apps.dashboard.catalogue.tables (4.2): its last column has a heading that can be translated."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_tables2 import TemplateColumn
from oscar.apps.dashboard.catalogue import tables as oscar_tables


class CategoryTable(oscar_tables.CategoryTable):
    actions = TemplateColumn(
        verbose_name=_("Actions"),
        template_name="oscar/dashboard/catalogue/category_row_actions.html",
        orderable=False,
    )

    class Meta(oscar_tables.CategoryTable.Meta):
        """As Oscar's."""
