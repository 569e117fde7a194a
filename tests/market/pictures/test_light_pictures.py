"""Pictures weigh little: AVIF once a worker made it, a colour before, nothing at all until asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import timezone
from PIL import Image

from market.outbox.models import Effect
from market.pagecache.thrift import is_thrifty
from market.pagecache.version import current_version
from market.pictures.actions import take_picture
from market.pictures.child import colour_of
from market.pictures.effects import RENDER, render
from market.pictures.models import Picture
from market.pictures.shown import rendition_of, shown_of
from tests.market.pictures.made import photo

pytestmark = pytest.mark.django_db

TAG = '{% load pictures %}{% picture image "fill-400x300" alt="Amplang" class="x" is_offered=offered %}'


def html(image: Picture, *, offered: bool = True) -> str:
    return Template(TAG).render(Context({"image": image, "offered": offered}))


@pytest.fixture
def thrift() -> Iterator[None]:
    """Make what follows for somebody who saves on data."""
    token = is_thrifty.set(True)
    yield
    is_thrifty.reset(token)


def test_it_shows_avif_when_a_worker_has_made_it(picture: Picture) -> None:
    before = html(picture)
    effect = Effect.objects.get(kind=RENDER)
    version = current_version()
    render(effect.payload, key=effect.key)

    after = html(picture)

    assert "avif" not in before
    assert current_version() != version
    assert after.startswith('<picture><source type="image/avif" sizes="400px" srcset="/media/images/')
    assert after.count(".avif ") == 3
    assert html(picture) == after
    assert Effect.objects.filter(kind=RENDER).count() == 1
    sizes = {each.filter_spec: each.byte_count for each in picture.renditions.all()}
    assert (
        sizes["fill-400x300"]
        == shown_of(picture, "fill-400x300").byte_count
        == picture.renditions.get(filter_spec="fill-400x300").file.size
    )
    assert len(sizes) == 6


def test_one_that_fails_or_is_in_hand_holds_nobody_up(picture: Picture) -> None:
    html(picture)
    effect = Effect.objects.get(kind=RENDER)
    now, later = timezone.now(), timezone.now() + timedelta(minutes=5)
    Effect.objects.create(kind=RENDER, key="failed", payload={}, due_at=later, attempts=3)
    Effect.objects.create(kind=RENDER, key="in hand", payload={}, due_at=now, leased_until=later)
    version = current_version()
    render(effect.payload, key=effect.key)
    assert current_version() != version

    Effect.objects.create(kind=RENDER, key="free", payload={}, due_at=now)
    version = current_version()
    render(effect.payload, key=effect.key)
    assert current_version() == version


def test_a_lost_original_leaves_the_page_without_a_picture(picture: Picture) -> None:
    picture.file.storage.delete(picture.file.name)
    shown = html(picture)
    assert 'src="/static/img/empty' in shown
    assert 'width="400" height="300"' in shown
    assert rendition_of(picture, "fill-1200x630|format-jpeg") is None
    assert not Effect.objects.filter(kind=RENDER).exists()


def test_it_lets_a_worker_make_what_pages_will_show() -> None:
    upload = SimpleUploadedFile("a.jpg", photo())
    picture = take_picture(upload=upload, title="Amplang", shown_as=("fill-400x400", "max-900x900"))

    assert [row["spec"] for row in Effect.objects.filter(kind=RENDER).values_list("payload", flat=True)] == [
        "fill-400x400",
        "max-900x900",
    ]
    picture_gone = {"picture": picture.pk + 1, "spec": "fill-400x400"}
    render(picture_gone, key="x")


@pytest.mark.parametrize(("ground", "colour"), [((170, 136, 68), "a84"), ((255, 255, 255), "fff"), ((1, 2, 3), "000")])
def test_it_knows_the_colour_that_most_of_a_picture_has(ground: tuple[int, int, int], colour: str) -> None:
    image = Image.new("RGB", (300, 200), ground)
    image.paste((10, 90, 200), (0, 0, 90, 90))
    out = BytesIO()
    image.save(out, "JPEG", quality=95)

    taken = take_picture(upload=SimpleUploadedFile("a.jpg", out.getvalue()), title="")

    assert colour_of(image) == colour
    assert Picture.objects.get(pk=taken.pk).colour == colour
    assert f'class="x ground r{colour[0]} g{colour[1]} b{colour[2]}"' in html(taken)


def test_it_says_no_colour_where_one_sees_through() -> None:
    assert colour_of(Image.new("RGBA", (30, 20))) == ""


def test_it_sends_a_link_to_whoever_saves_on_data(picture: Picture, thrift: None) -> None:
    offer = html(picture)

    shown = shown_of(picture, "fill-400x300")
    before, _, rest = offer.partition("<template>")
    inside, _, after = rest.partition("</template>")
    assert f'href="{shown.src}"' in before
    assert "<img" not in before + after
    assert 'alt="Amplang"' in inside
    assert f"Lihat foto · {round((shown.byte_count or 0) / 1000)}&nbsp;KB" in after
    assert "<a" not in html(picture, offered=False)
    assert '<span class="visually-hidden">Amplang</span>' in html(picture, offered=False)  # it may stand in a link
