"""What our reports at /kelola/reports/ share: whom they are for, their way in, and tables with the time here."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

MAY = ["add", "change", "publish"]


def here(value: datetime) -> datetime:
    """Return the time by the clock here (WITA), as spreadsheets take it: without a zone."""
    return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value


class OfficeReport(PageReportView):
    """A report of the pages that an editor may change; `below` is where it stands below /kelola/."""

    below = ""
    order = 100
    any_permission_required = MAY
    custom_value_preprocess = {
        **PageReportView.custom_value_preprocess,
        datetime: {PageReportView.FORMAT_XLSX: here, PageReportView.FORMAT_CSV: here},
    }

    def hers(self) -> QuerySet[Page]:
        """Return the pages that whoever looks may change."""
        return page_permission_policy.instances_user_has_permission_for(self.request.user, "change")

    @classmethod
    def addresses(cls) -> list[URLPattern]:
        """Return the addresses of the report and of its rows alone."""
        rows = cls.as_view(results_only=True)
        return [
            path(cls.below, cls.as_view(), name=cls.index_url_name),
            path(f"{cls.below}hasil/", rows, name=cls.index_results_url_name),
        ]

    @classmethod
    def menu_item(cls) -> MenuItem:
        """Return the way in, among the first reports."""
        name, address = cls.index_url_name.replace("_", "-"), reverse(cls.index_url_name)
        return ReportMenuItem(cls.page_title, address, name=name, icon_name=cls.header_icon, order=cls.order)


class ReportMenuItem(MenuItem):
    """Shown to whoever may change a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether this person edits."""
        return bool(page_permission_policy.user_has_any_permission(request.user, MAY))
