"""The worker's own clock finds what no nudge told it of."""

from __future__ import annotations

import time
from uuid import uuid4

from tests.journeys.site import LiveSite

PATIENCE = 60
WRITE_A_MESSAGE = """
    INSERT INTO notify_message (key, template, phone, text, is_secret, status, channel, external_id, created_at)
    VALUES (%s, 'sign_in_code', '+6281299998888', 'Kabar tanpa colekan', false, 'waiting', '', '', now()) RETURNING id
"""
WRITE_ITS_EFFECT = """
    INSERT INTO outbox_effect (kind, key, payload, created_at, due_at, attempts, last_error)
    VALUES ('notify.send', %s, jsonb_build_object('message', %s::bigint), now(), now(), 0, '') RETURNING id
"""


def test_it_carries_out_within_a_minute_what_was_only_written_down(live_site: LiveSite) -> None:
    key = f"clockwork:{uuid4()}"
    [[message]] = live_site.rows(WRITE_A_MESSAGE, key)
    [[effect]] = live_site.rows(WRITE_ITS_EFFECT, key, message)

    ends = time.monotonic() + PATIENCE
    while not live_site.rows("SELECT 1 FROM outbox_effect WHERE id = %s AND done_at IS NOT NULL", effect):
        assert time.monotonic() < ends, live_site.rows("SELECT * FROM outbox_effect WHERE id = %s", effect)
        time.sleep(0.5)

    assert live_site.rows("SELECT status, channel FROM notify_message WHERE id = %s", message) == [("sent", "box")]
