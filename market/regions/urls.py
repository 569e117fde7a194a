"""/wilayah/: the matches for area pickers."""

from django.urls import path

from market.regions import views

app_name = "regions"
urlpatterns = [
    path("desa/", views.villages, name="villages"),
    path("kecamatan/", views.districts, name="districts"),
]
