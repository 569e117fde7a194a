"""What stands beside Wagtail's pages at addresses of its own, in every language."""

from django.urls import include, path

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.enquiries import views
from cms.events import files as calendar_files

events = [
    path("acara.ics", calendar_files.every_event, name="all"),
    path("<slug:slug>.ics", calendar_files.one_event, name="one"),
]
enquiries = [
    path("<number:pk>/", views.ask_village, name="ask"),
    path("jawab/<slug:secret>/", views.answer_visitor, name="answer"),
    path("baca/<slug:secret>/", views.read_answer, name="read"),
]
urlpatterns = [
    path("acara/", include((events, "events"))),
    path("kunjungan/", include((enquiries, "enquiries"))),
]
