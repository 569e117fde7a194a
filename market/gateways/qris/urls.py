"""The picture of a code; mounted at /qris/. The provider's door is at /hooks/qris/."""

from django.urls import path

from market.gateways.qris.views import picture

app_name = "qris"
urlpatterns = [path("<str:external_id>.png", picture, name="picture")]
