"""What the producers of the demo's hubs agreed to: one says yes, one's word has run out, one has yet to be asked."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from market.demo.drawings.slip import draw_slip
from market.demo.making.shops import Shop
from market.pictures.files import clean_file
from sellers.acting import act_for
from sellers.actions.consent import add_maker, record_consent
from sellers.agreement import newest_version
from sellers.models import Consent, Producer
from sellers.permit_models import private_storage
from sellers.registers.counting import set_stock

LIVE, RUN_OUT = timedelta(days=100), timedelta(days=380)
WITH_ACCOUNT = "+6281200000041"
NEW_MAKER = {"name": "Ibu Sumiati Ngau", "makes": "topi dan tas purun"}


def make_consents(shops: list[Shop]) -> None:
    """Let each hub's producers without a phone have said yes, one of them too long ago; the first hub gets a third.

    The last of the first hub has a phone by now, and an account of her own.
    """
    now = timezone.now()
    hubs = [shop for shop in shops if shop.producers[0].seller.partner.name.startswith("BUMDes")]
    for shop in hubs:
        for producer, ago in zip(shop.producers[1:], (LIVE, RUN_OUT), strict=False):
            _sign(producer, ago)
    if hubs:
        founder, first = Producer.objects.filter(seller=hubs[0].producers[0].seller).order_by("pk")[:2]
        _give_account(hubs[0].producers[-1])
        add_maker(shop=founder.seller, village=founder.village, **NEW_MAKER)
        thing = Product.objects.filter(producer=first, structure=Product.STANDALONE).order_by("pk").first()
        if thing is not None and founder.user is not None:
            with transaction.atomic():
                said = {"what": "menandai ada lagi", "thing": thing.title, "thing_id": thing.pk}
                act_for(by=founder.user, producers=[first], now=now, **said)
                set_stock(product=thing, stock=6)


def _give_account(producer: Producer) -> None:
    """Let a producer have an account too, so that there is somebody to read a sign-in code out to."""
    producer.user = User.objects.create_user(WITH_ACCOUNT, first_name=producer.name, is_phone_verified=True)
    producer.save(update_fields=["user"])


def _sign(producer: Producer, ago: timedelta) -> None:
    producer = Producer.objects.select_related("village", "seller__partner").get(pk=producer.pk)
    drawn = draw_slip(
        title="Contoh surat persetujuan", rows=[("Produsen", producer.name), ("Kepada", producer.seller.partner.name)]
    )
    file = private_storage().save("persetujuan/contoh.jpg", clean_file(ContentFile(drawn, name="contoh.jpg")))
    record_consent(
        producer=producer,
        way=Consent.Way.PAPER,
        version=newest_version(),
        by=None,
        now=timezone.now() - ago,
        file=file,
    )
