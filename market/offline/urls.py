"""The worker and the manifest have one address each, whatever the language."""

from django.urls import path

from market.offline import views

urlpatterns = [
    path("sw.js", views.worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("jual/manifest.webmanifest", views.app_manifest, name="app_manifest"),
]
