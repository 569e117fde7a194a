"""The pipeline: bytes to bytes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from willow.image import Image as WillowImage

from market.pictures import pipeline
from market.pictures.pipeline import UnusablePicture, clean_picture
from tests.market.pictures.made import (
    GPS_IFD,
    UPRIGHT,
    bomb,
    corners_of,
    exif,
    heic,
    photo,
    scene,
    tags_in,
    written,
)


@pytest.mark.parametrize("size", [(160, 120), (120, 160)])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_turns_every_orientation_upright(orientation, size):
    width, height = size
    clean = clean_picture(photo(orientation=orientation, width=width, height=height))
    assert (clean.width, clean.height) == size
    assert corners_of(clean.content) == UPRIGHT


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [3, 6])
def test_it_turns_other_kinds_upright_too(kind, orientation):
    clean = clean_picture(photo(kind, orientation=orientation))
    assert corners_of(clean.content) == UPRIGHT


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_leaves_no_tag_at_all(kind):
    raw = photo(kind)
    assert tags_in(raw), "the control: there is something to lose"
    assert tags_in(clean_picture(raw).content) == []


def test_it_leaves_no_tag_where_wagtails_own_jpeg_rendition_does():
    raw = photo()
    rendered = WillowImage.open(BytesIO(raw)).resize((80, 60)).save_as_jpeg(BytesIO()).f.getvalue()
    assert Image.open(BytesIO(rendered)).getexif().get_ifd(GPS_IFD), "the control: Willow keeps the GPS"
    again = WillowImage.open(BytesIO(clean_picture(raw).content)).resize((80, 60)).save_as_jpeg(BytesIO())
    assert not Image.open(BytesIO(again.f.getvalue())).getexif()


def test_it_takes_heic():
    raw = heic()
    assert Image.open(BytesIO(raw)).getexif().get_ifd(GPS_IFD)
    clean = clean_picture(raw)
    assert clean.extension == "jpg"
    assert corners_of(clean.content) == UPRIGHT
    assert tags_in(clean.content) == []


def test_it_drops_what_hides_behind_the_picture():
    raw = photo() + b"<script>alert(1)</script><?php system($_GET[0]);"
    clean = clean_picture(raw)
    assert b"<script" not in clean.content
    assert b"<?php" not in clean.content


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "1", "I;16", "LA", "RGBA", "RGB"])
def test_it_takes_every_way_of_writing_colours(mode):
    deep = scene().convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
    image = deep if mode == "I;16" else scene().convert(mode)
    clean = clean_picture(written(image, "JPEG" if mode == "CMYK" else "PNG"))
    again = Image.open(BytesIO(clean.content))
    assert again.mode in {"RGB", "RGBA"}
    assert again.convert("L").getpixel((80, 60)) > 200, "the middle is white"


def test_it_keeps_what_is_transparent():
    image = scene().convert("RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    clean = clean_picture(written(image, "PNG"))
    assert clean.extension == "webp"
    assert Image.open(BytesIO(clean.content)).mode == "RGBA"


def test_it_applies_a_colour_profile_and_does_not_carry_it():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for each in (profile, srgb, b"nonsense"):
        clean = clean_picture(written(scene(), "JPEG", icc_profile=each))
        assert tags_in(clean.content) == []
        assert corners_of(clean.content) == UPRIGHT


def test_it_takes_the_first_frame_of_what_moves():
    frames = [scene(), Image.new("RGB", (160, 120), "black")]
    for kind in ("PNG", "WEBP"):
        clean = clean_picture(written(frames[0], kind, save_all=True, append_images=frames[1:]))
        assert corners_of(clean.content) == UPRIGHT
        assert getattr(Image.open(BytesIO(clean.content)), "n_frames", 1) == 1


def test_it_takes_the_first_picture_of_a_phones_double_photo():
    raw = written(scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (160, 120), "black")])
    assert corners_of(clean_picture(raw).content) == UPRIGHT


def test_it_makes_a_big_photo_smaller():
    clean = clean_picture(written(Image.new("RGB", (6000, 4000), "green"), "JPEG"))
    assert (clean.width, clean.height) == (2400, 1600)


def test_it_refuses_a_bomb_before_decoding_it():
    raw = bomb()
    assert len(raw) < 40_000
    began = time.monotonic()
    with pytest.raises(UnusablePicture, match="13000 × 13000"):
        clean_picture(raw)
    assert time.monotonic() - began < 0.5


def test_it_refuses_an_even_bigger_bomb():
    with pytest.raises(UnusablePicture, match="terlalu lebar"):
        clean_picture(bomb(30000, 30000))


def test_it_refuses_a_line_as_long_as_a_river():
    with pytest.raises(UnusablePicture, match="1 × 25000"):
        clean_picture(bomb(1, 25_000))


def test_each_process_has_room_for_two_at_once(monkeypatch):
    now, most, run = [], [], pipeline.subprocess.run

    def slowly(*args, **kwargs):
        now.append(1)
        most.append(len(now))
        try:
            time.sleep(0.05)
            return run(*args, **kwargs)
        finally:
            now.pop()

    monkeypatch.setattr(pipeline.subprocess, "run", slowly)
    with ThreadPoolExecutor(6) as people:
        list(people.map(clean_picture, [photo()] * 6))
    assert max(most) == 2


def test_it_takes_just_under_fifty_megapixels():
    assert clean_picture(bomb(7000, 7000)).width == 2400
    assert clean_picture(written(Image.new("RGB", (8164, 6123), "green"), "JPEG")).width == 2400
    with pytest.raises(UnusablePicture, match="terlalu lebar"):
        clean_picture(bomb(7100, 7100))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.5, 0.9])
def test_it_refuses_a_photo_that_was_cut_short(kind, part):
    raw = photo(kind, width=900, height=700)
    with pytest.raises(UnusablePicture, match="rusak"):
        clean_picture(raw[: int(len(raw) * part)])


@pytest.mark.parametrize(
    "raw",
    [
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"",
        b"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00",
        written(Image.new("RGB", (4, 4)), "TIFF"),
        written(Image.new("RGB", (4, 4)), "BMP"),
    ],
)
def test_it_refuses_what_is_no_photo(raw):
    with pytest.raises(UnusablePicture, match="bukan foto"):
        clean_picture(raw)


def test_it_refuses_a_gif_and_says_why():
    with pytest.raises(UnusablePicture, match="Gambar bergerak"):
        clean_picture(written(scene(), "GIF"))


def test_it_refuses_a_file_of_more_than_fifteen_megabytes():
    with pytest.raises(UnusablePicture, match="15 MB"):
        clean_picture(photo() + b"\0" * (15 * 1024 * 1024))


@pytest.mark.parametrize("start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x10\x00\x00WEBP"])
def test_it_refuses_a_famous_beginning_with_nonsense_behind(start):
    with pytest.raises(UnusablePicture, match="rusak"):
        clean_picture(start + b"\x00\xffnonsense" * 200)


def test_it_refuses_a_heic_with_nonsense_behind():
    with pytest.raises(UnusablePicture, match="rusak"):
        clean_picture(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00\xff" * 300)


def test_it_does_not_mind_odd_tags():
    tags = exif()
    tags[0x0112] = 77
    assert clean_picture(written(scene(), "JPEG", exif=tags.tobytes())).width == 160
