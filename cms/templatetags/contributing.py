"""What the seller app copies to ask for a story where there is no signal."""

from __future__ import annotations

from django import template

from cms.contributed.forms import StoryForm

register = template.Library()


@register.simple_tag
def empty_story_form() -> StoryForm:
    """Return the form for a story, with nobody's answers in it."""
    return StoryForm(user=None)
