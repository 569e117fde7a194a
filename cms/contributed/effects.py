"""What follows when the office publishes a villager's story or sends it back: she is told, once for each."""

from __future__ import annotations

from typing import Any

from wagtail.models import TaskState

from cms.contributed.models import Contribution


def follow_publication(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Tell whoever sent a story that it can be read, not when its hour is set; later mends of it are not told."""
    from cms.contributed.actions import tell_sender

    if instance.live and (contribution := _contribution_of(instance)):
        tell_sender(
            contribution,
            "story_published",
            key=f"story_published:{contribution.pk}",
            link=instance.full_url or "",
        )


def follow_rejection(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Tell whoever sent a story what is to be mended; `instance` is the state of the workflow that sent it back."""
    from cms.contributed.actions import tell_sender

    if contribution := _contribution_of(instance.content_object):
        # Asked anew: the one at hand may be from before the comment.
        task = TaskState.objects.get(pk=instance.current_task_state_id)
        tell_sender(contribution, "story_returned", key=f"story_returned:{task.pk}", why=task.comment)


def _contribution_of(page: Any) -> Contribution | None:
    if page is None or page._meta.model_name not in ("storypage", "page"):
        return None
    return Contribution.objects.filter(page_id=page.pk).select_related("sender").first()
