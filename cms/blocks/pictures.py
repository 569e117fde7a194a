"""Blocks to look at and to listen to: pictures, videos and recordings."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail import blocks

from cms.blocks import examples
from cms.blocks.choosing import ChosenPicture, ChosenRecording
from cms.blocks.examples import WithExample
from cms.blocks.told import Told, lines, row
from cms.live import Live
from cms.media.recordings import kind_of
from cms.media.videos import video_at

GROUP = "Gambar dan suara"
ALT = "Untuk pembaca yang tidak dapat melihat gambar. Contoh: Ibu Sari menganyam rotan di beranda rumah."


class PictureBlock(WithExample, Told, blocks.StructBlock):
    picture = ChosenPicture(label="Gambar")
    alt = blocks.CharBlock(label="Teks pengganti", help_text=ALT, max_length=200)
    caption = blocks.CharBlock(label="Keterangan di bawah gambar", required=False, max_length=200)

    def example(self) -> dict[str, Any]:
        """Return the picture of the newest product."""
        return {"picture": next(iter(examples.pictures()), None), "alt": "", "caption": "Keterangan gambarnya."}

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return what is on it, and its caption."""
        return told_picture(value)

    class Meta:
        label = "Gambar"
        icon = "image"
        group = GROUP
        description = "Satu gambar besar dengan keterangannya."
        template = "cms/blocks/picture.html"


class GalleryPictureBlock(PictureBlock):
    class Meta:
        label = "Gambar"
        template = "cms/blocks/picture.html"


class GalleryBlock(WithExample, Told, blocks.StructBlock):
    """Pictures side by side, to be swiped or scrolled."""

    title = blocks.CharBlock(label="Judul", required=False, max_length=100)
    pictures = blocks.ListBlock(GalleryPictureBlock(), label="Gambar", min_num=2, max_num=12)

    def example(self) -> dict[str, Any]:
        """Return pictures of the newest goods."""
        shown = [{"picture": each, "alt": "", "caption": ""} for each in examples.pictures()]
        return {"title": "Sehari di dapur", "pictures": shown}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the pictures that are still there."""
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "pictures": [each for each in value["pictures"] if each["picture"]]}

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return a line for each picture."""
        return lines(value["title"], *(told_picture(each) for each in value["pictures"]))

    class Meta:
        label = "Galeri"
        icon = "grid"
        group = GROUP
        description = "Dua sampai dua belas gambar yang digeser ke samping."
        template = "cms/blocks/gallery.html"


class VideoAddressBlock(blocks.URLBlock):
    """The address of a video, at one of the places we know."""

    def clean(self, value: Any) -> Any:
        """Refuse an address elsewhere."""
        address = super().clean(value)
        if video_at(address) is None:
            raise ValidationError(
                "Salin alamat videonya dari YouTube atau Vimeo. Contoh: https://youtu.be/dQw4w9WgXcQ"
            )
        return address


class VideoBlock(Told, blocks.StructBlock):
    """A picture that leads to a video elsewhere; nothing is asked of that place before the reader taps it."""

    title = blocks.CharBlock(label="Judul video", max_length=120)
    address = VideoAddressBlock(label="Alamat video", help_text="YouTube atau Vimeo.", max_length=300)
    poster = ChosenPicture(label="Gambar sampul", help_text="Gambar kita sendiri; tampil sebelum videonya diputar.")
    about = blocks.TextBlock(
        label="Isi video dalam kata",
        rows=3,
        required=False,
        help_text="Untuk yang tidak dapat memutar, mendengar, atau sedang hemat kuota.",
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add where the video is."""
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "video": video_at(value["address"] or "")}

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return its title and address, and what is in it."""
        video = video_at(value["address"] or "")
        return lines(f"{gettext('Video')}: {row(value['title'], video.page if video else '')}", value["about"])

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return its words."""
        return [value["title"], value["about"]]

    class Meta:
        label = "Video"
        icon = "media"
        group = GROUP
        description = "Video dari YouTube atau Vimeo, baru diambil bila ditekan."
        template = "cms/blocks/video.html"


class AudioBlock(Told, blocks.StructBlock):
    """A recording of our own, fetched when it is played."""

    title = blocks.CharBlock(label="Judul rekaman", max_length=120)
    recording = ChosenRecording(label="Berkas suara", help_text="MP3, M4A, OGG, OPUS atau WAV.")
    about = blocks.TextBlock(
        label="Isi rekaman dalam kata", rows=4, required=False, help_text="Untuk yang tidak dapat mendengar."
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add what kind of file it is."""
        context = super().get_context(value, parent_context=parent_context)
        recording = value["recording"]
        return {**context, "kind": kind_of(recording.filename) if recording else None}

    def as_text(self, value: Any, live: Live | None = None) -> str:
        """Return its title and what is said in it."""
        return lines(f"{gettext('Rekaman suara')}: {value['title']}", value["about"])

    class Meta:
        label = "Suara"
        icon = "comment-add"
        group = GROUP
        description = "Rekaman suara: nyanyian, ucapan, bunyi sungai."
        template = "cms/blocks/audio.html"


def told_picture(value: Any) -> str:
    """Return what is on a picture, and what is written below it."""
    said = f"{gettext('Gambar')}: {value['alt']}"
    return row(said, value["caption"], between=" – ") if value["caption"] != value["alt"] else said
