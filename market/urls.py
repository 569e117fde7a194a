"""Every address of the house, wired by name."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from market.gateways.qris.views import receive as qris_callback
from market.health import livez, readyz
from market.offline.views import no_signal, not_sent
from market.opendata.views import about as opendata
from market.pagecache.thrift import choose
from market.pictures.views import rendition
from sellers.views.agreeing import agree
from sellers.views.replies import receive as take_message
from sellers.views.voices import voice

handler400 = "market.unreadable.bad_request"

urlpatterns = [
    path("", include("cms.urls")),
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("", include("market.offline.urls")),
    path("hooks/stripe/", include("market.gateways.stripe.urls")),
    path("hooks/qris/", qris_callback, name="qris_callback"),
    path("hooks/pesan/", take_message, name="reply_hook"),
    path("qris/", include("market.gateways.qris.urls")),
    path("api/v1/", include("market.opendata.urls")),
    path("wilayah/", include("market.regions.urls")),
    path("jual/cerita/", include("cms.contributed.urls")),
    path("jual/", include("sellers.workshop_urls")),
    path("setuju/<slug:secret>/", agree, name="agree"),
    path("media/images/<str:name>", rendition, name="rendition"),
    path("media/suara/<str:name>", voice, name="voice"),
    path("kelola/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("kelola/toko/", apps.get_app_config("dashboard").urls),
    path("kelola/", include(wagtailadmin_urls)),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("market.demo.urls")))

urlpatterns += i18n_patterns(
    path("hemat-data/", choose, name="save_data"),
    path("tanpa-sinyal/", no_signal, name="no_signal"),
    path("belum-terkirim/", not_sent, name="not_sent"),
    path("akun/", include("market.accounts.urls")),
    path("akun/", include("market.shop.keeping.urls")),
    path("api/", opendata, name="opendata"),
    path("", include("cms.page_urls")),
    path("", include("cms.machines.urls")),
    path("", include("sellers.urls")),
    path("", include(apps.get_app_config("oscar").get_urls())),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
