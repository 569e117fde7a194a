"""Questions, reviews and permits that nobody has let through are on no page: they make none anew."""

from __future__ import annotations

from django.db import migrations

from market.pagecache.watching import watch_where


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_a_review_is_of_a_line_of_an_order"),
        ("sellers", "0004_buyers_ask_and_sellers_answer"),
    ]

    operations = [
        watch_where(
            "sellers_question",
            "@.showing = 'shown'",
            columns=("product_id", "text", "answer", "answered_at", "showing"),
        ),
        watch_where(
            "sellers_permit",
            "@.state = 'seen'",
            columns=("kind", "name", "number", "valid_until", "state", "checked_at", "checked_office"),
        ),
        watch_where(
            "reviews_productreview",
            "@.status = 1",
            columns=("product_id", "status", "score", "body", "name", "submitted_at", "reply", "reply_state"),
        ),
    ]
