"""/jual/cerita/: stories of one's own village, sent by phone, in Indonesian."""

from django.urls import path

import market.pagecache.numbers  # noqa: F401  (what `number:` in addresses is)
from cms.contributed import views

app_name = "contributed"
urlpatterns = [
    path("", views.stories, name="home"),
    path("kirim/", views.send, name="send"),
    path("<number:number>/", views.story, name="one"),
]
