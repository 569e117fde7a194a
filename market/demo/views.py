"""/demo/: who is who, sign-in with one click, the message box, the clock. Nothing of it exists in production."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib import messages as notes
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.models import RegencySite
from market.accounts.models import User
from market.accounts.phones import write_phone
from market.accounts.signed_in import note_session
from market.demo import clock
from market.demo.data import people
from market.demo.second_factor import codes_now, record_sign_in
from market.notify.models import Message
from market.notify.replies import LONGEST_TEXT, Reply
from sellers.fields import number_in
from sellers.replies import take_reply

EVERYBODY = [*people.CAST, *people.OFFICE]
HOURS = {"1": "1 jam", "24": "1 hari", "168": "1 minggu"}


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the people, the doors and the clock."""
    regency = RegencySite.objects.select_related("site", "regency").first()
    cast = [*people.CAST, *(people.OFFICE if regency else [])]
    codes = codes_now(person.phone for person in cast)
    context = {
        "people": [(person, codes.get(person.phone)) for person in cast],
        "regency": regency,
        "code": settings.DEMO_SIGN_IN_CODE,
        "newest": Message.objects.order_by("-pk")[:5],
        "stripe": settings.STRIPE_API_BASE,
        "now": timezone.now(),
        "moved": clock.moved_by(),
        "hours": HOURS.items(),
    }
    return render(request, "demo/home.html", context)


@never_cache
@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """Show every message that was sent, newest first, or those to one number."""
    phone = request.GET.get("nomor", "")[:20]
    box = Message.objects.order_by("-pk")
    if phone:
        box = box.filter(phone__contains=phone.removeprefix("+").lstrip("0").replace(" ", ""))
    page = Paginator(box, 30).get_page(request.GET.get("hal"))
    names = {person.phone: person.name for person in EVERYBODY}
    return render(request, "demo/messages.html", {"page": page, "phone": phone, "names": names})


@require_POST
def reply(request: HttpRequest) -> HttpResponse:
    """Answer a message as the person who has it would by SMS; what follows is what the gateway's word would do."""
    message = get_object_or_404(Message, pk=number_in(request.POST.get("message", "")))
    text = request.POST.get("text", "").replace("\x00", "")
    answer = Reply(id=f"demo-{uuid4().hex}", phone=message.phone, text=text[:LONGEST_TEXT])
    outcome = take_reply(reply=answer, now=timezone.now())
    notes.info(request, f"Balasan “{answer.text}” dari {write_phone(message.phone)}: {outcome}.")
    return redirect("demo:messages")


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast; nobody else, and superusers only if the cast has one."""
    person = next((person for person in EVERYBODY if person.phone == request.POST.get("phone")), None)
    user = get_object_or_404(User, phone=person.phone if person else "")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_sign_in(request, user)
    note_session(request)
    return HttpResponseRedirect(person.next if person else "/")


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the clock ahead by one of the offered steps, or set it right again."""
    hours = request.POST.get("hours")
    if hours in HOURS:
        clock.move(timedelta(hours=int(hours)))
    else:
        clock.reset()
    return redirect("demo:home")
