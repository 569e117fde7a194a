"""Videos elsewhere are asked for nothing before the tap; recordings of our own are played in parts."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Collection, CollectionViewRestriction

from cms.blocks import StoryBody
from cms.blocks.bodies import compose
from cms.media.videos import video_at
from cms.models import VillagePage
from cms.tasks import make_village_pages
from tests.cms.conftest import page_text
from tests.cms.samples import SAMPLES, SOUND, Things, make_recording, make_things

BLOCKS = StoryBody().child_blocks


@pytest.fixture
def things(home) -> Things:
    return make_things()


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
    ],
)
def test_it_knows_a_video(address, player):
    assert video_at(address).player.startswith(f"{player}?")


@pytest.mark.parametrize(
    "address",
    [
        "http://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be.evil.example/dQw4w9WgXcQ",
        "https://evil.example/?u=https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be@evil.example/dQw4w9WgXcQ",
        "https://youtu.be:8443/dQw4w9WgXcQ",
        'https://youtu.be/dQw4w9WgXc"',
        "https://www.youtube.com/@kanal",
        "javascript:alert(1)",
        "https://[",
        "",
    ],
)
def test_it_takes_no_other_address(address):
    assert video_at(address) is None
    with pytest.raises(ValidationError):
        BLOCKS["video"].child_blocks["address"].clean(address)


def test_it_asks_nobody_before_the_tap(client, tell, things):
    text = page_text(client, tell(body=[("video", SAMPLES["video"](things))]).url)
    assert "<iframe" not in text
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" target="_blank"' in text
    for part in text.split("<"):
        fetched = part.startswith(("img", "script", "link", "source", "iframe", "video"))
        assert not (fetched and ("youtube" in part or "ytimg" in part)), part


def test_it_lets_players_in_where_there_is_a_video_and_nowhere_else(client, tell, things):
    shown = tell(body=[("video", SAMPLES["video"](things))])
    plain = tell(title="Tanpa video")
    policy = client.get(shown.url)["Content-Security-Policy"]
    assert "frame-src https://player.vimeo.com https://www.youtube-nocookie.com" in policy
    assert "script-src 'self';" in f"{policy};"
    assert "frame-src" not in client.get(plain.url)["Content-Security-Policy"]


def test_it_lets_players_into_a_villages_page_too(client, home, amplang, things):
    make_village_pages()
    village = VillagePage.objects.get(locale__language_code="id")
    assert "frame-src" not in client.get(village.url)["Content-Security-Policy"]
    village.lead = "Desa di tepi Mahakam, tempat amplang digoreng."
    village.body = compose([("video", SAMPLES["video"](things))])
    village.save_revision().publish()
    assert "frame-src https://player.vimeo.com" in client.get(village.url)["Content-Security-Policy"]


def test_it_fetches_a_recording_when_it_is_played(client, tell, things):
    text = page_text(client, tell(body=[("audio", SAMPLES["audio"](things))]).url)
    assert '<audio controls preload="none">' in text
    address = text.split('<source src="')[1].split('"')[0]
    answer = client.get(address)
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Accept-Ranges"] == "bytes"
    assert b"".join(answer.streaming_content) == SOUND


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        ("bytes=0-3", SOUND[:4], "bytes 0-3/384"),
        ("bytes=90-98", SOUND[90:99], "bytes 90-98/384"),
        ("bytes=380-", SOUND[380:], "bytes 380-383/384"),
        ("bytes=-2", SOUND[-2:], "bytes 382-383/384"),
        ("bytes=382-500", SOUND[-2:], "bytes 382-383/384"),
    ],
)
def test_it_plays_a_part_of_a_recording(client, home, asked, part, said):
    answer = client.get(make_recording().url, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer["Content-Range"] == said
    assert b"".join(answer.streaming_content) == part


def test_it_refuses_a_part_beyond_the_end(client, home):
    assert client.get(make_recording().url, headers={"Range": "bytes=384-"}).status_code == 416


def test_it_takes_no_number_that_is_none(client, home):
    for asked in ("bytes=" + "9" * 5_000 + "-", "bytes=-" + "9" * 5_000, "bytes=\u0663-"):
        assert client.get(make_recording().url, headers={"Range": asked}).status_code == 200


def test_it_gives_no_other_document(client, home):
    page = make_recording("halaman.html", b"<script>")
    assert client.get(page.url).status_code == 404
    with pytest.raises(ValidationError, match="bukan rekaman"):
        BLOCKS["audio"].child_blocks["recording"].clean(page)


def test_it_gives_no_recording_of_a_closed_collection(client, home):
    closed = Collection.get_first_root_node().add_child(name="Tertutup")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = make_recording()
    assert client.get(document.url).status_code == 200
    type(document).objects.update(collection=closed)
    assert client.get(document.url).status_code == 404
