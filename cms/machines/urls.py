"""What programs fetch in a language: goods for shopping pages, stories as Atom."""

from django.urls import path, re_path

from cms.machines import feeds, merchants

urlpatterns = [
    path("produk.xml", merchants.goods_feed, name="goods_feed"),
    path("cerita/umpan.xml", feeds.stories, name="story_feed"),
    re_path(r"^cerita/umpan-tema-(?P<topic>[a-z-]{2,12})\.xml$", feeds.stories_about, name="story_feed_about"),
    re_path(r"^cerita/umpan-(?P<code>[0-9.]{5,13})\.xml$", feeds.stories, name="story_feed_of"),
]
