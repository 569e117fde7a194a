"""The answer to a request that cannot be read."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 and leave the request alone; Django's own answer looks for the form's token in it, and breaks."""
    return HttpResponseBadRequest(render_to_string("400.html"))
