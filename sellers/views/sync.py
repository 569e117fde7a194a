"""/jual/kirim/: what a phone did without a signal comes in; JSON both ways, see docs/offline-protocol.md."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from market.inbox.actions import DifferentBody
from market.pagecache.origin import Source, source_of
from market.pictures.actions import TooBusy
from sellers.sync.clock import offset_of
from sellers.sync.data import data_for
from sellers.sync.envelope import NOT_READ, Operation, Unreadable, read_operation
from sellers.sync.kinds import NEWER, NotNow
from sellers.sync.taking import take_operation
from sellers.sync.uploads import TooMuchWaiting, WrongPiece, WrongPlace, how_far, is_hash, take_piece
from sellers.sync.versions import NewerPhone
from sellers.upload_models import Upload

if TYPE_CHECKING:
    from market.accounts.models import User

    JsonView = Callable[..., HttpResponse]

SIGN_IN = "Masuk dulu. Semua yang belum terkirim tetap tersimpan di HP ini."
NOT_YOURS = "Ini dibuat dengan akun lain. Masuk dengan akun itu untuk mengirimnya."
DIFFERENT = "Ini sudah masuk dengan isi lain, mungkin dari HP lain. Lihat dulu hasilnya; kirim lagi hanya kalau perlu."
ELSEWHERE = "Kiriman ini tidak datang dari Pasar Hulu."
FULL = "Terlalu banyak foto menunggu dipakai. Kirim dulu produknya, lalu fotonya menyusul."
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


def _say(status: int, state: str, words: str, **more: Any) -> JsonResponse:
    return JsonResponse({"state": state, "words": words, **more}, status=status)


def for_phones(view: JsonView) -> Callable[..., HttpResponse]:
    """Take requests of our own pages without a token, told by where they come from; nobody keeps the answer."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and source_of(request) is not Source.OURS:
            answer: HttpResponse = _say(403, "elsewhere", ELSEWHERE)
        else:
            answer = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return checked


@for_phones
@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """Take one operation; every answer repeats its id, so that no other page is taken for one."""
    try:
        operation = read_operation(_body(request))
    except Unreadable as unreadable:
        return _say(400, "unreadable", NOT_READ, id=unreadable.id)
    except NewerPhone as newer:
        return _say(426, "newer", NEWER, id=newer.id)
    if not request.user.is_authenticated:
        return _say(401, "sign_in", SIGN_IN, id=operation.id)
    if operation.user != request.user.pk:
        return _say(403, "not_yours", NOT_YOURS, id=operation.id)
    return _taken(request, request.user, operation)


def _taken(request: HttpRequest, user: User, operation: Operation) -> JsonResponse:
    now = timezone.now()
    offset = offset_of(request.headers.get("X-Sent-At", ""), session=request.session, now=now)
    try:
        return JsonResponse(take_operation(operation=operation, user=user, offset=offset, now=now))
    except DifferentBody:
        return _say(409, "different", DIFFERENT, id=operation.id)
    except NotNow as reason:
        return _say(reason.status, reason.state, reason.words, id=operation.id, **reason.more)


def _body(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig:
        raise Unreadable from None


@for_phones
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, sha256: str) -> JsonResponse:
    """Say how much of a photo has come, or take the next piece of it."""
    if not is_hash(sha256):
        return _say(400, "unreadable", NOT_READ)
    if not request.user.is_authenticated:
        return _say(401, "sign_in", SIGN_IN)
    if request.GET.get("untuk", str(request.user.pk)) != str(request.user.pk):
        return _say(403, "not_yours", NOT_YOURS)
    if request.method == "POST":
        return _piece(request, request.user, sha256)
    is_paper = request.GET.get("jenis") == "surat"
    have, is_done = how_far(owner=request.user, sha256=sha256, is_paper=is_paper)
    return JsonResponse({"sha256": sha256, "have": have, "done": is_done})


def _piece(request: HttpRequest, user: User, sha256: str) -> JsonResponse:
    offset, size = request.GET.get("dari", ""), request.GET.get("dari_total", "")
    if not (WHOLE_NUMBER.fullmatch(offset) and WHOLE_NUMBER.fullmatch(size)):
        return _say(400, "unreadable", NOT_READ)
    try:
        upload = take_piece(
            owner=user,
            sha256=sha256,
            offset=int(offset),
            size=int(size),
            piece=_body(request),
            piece_hash=request.headers.get("X-Chunk-Sha256", ""),
            now=timezone.now(),
            is_sound=request.GET.get("jenis") == "suara",
            is_paper=request.GET.get("jenis") == "surat",
        )
    except (WrongPiece, Unreadable):
        return _say(400, "damaged", "Foto rusak di jalan. Dikirim lagi.")
    except WrongPlace as place:
        return _say(409, "elsewhere", "Bagian lain yang ditunggu.", have=place.have)
    except TooMuchWaiting:
        return _say(413, "full", FULL)
    except TooBusy as busy:
        return _say(503, "later", str(busy))
    if upload.state == Upload.State.UNUSABLE:
        return _say(422, "unusable", upload.words)
    return JsonResponse({"have": upload.have, "done": upload.state == Upload.State.DONE})


@for_phones
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Tell a phone all that it needs to work without a signal; 304 when it has that already."""
    if not request.user.is_authenticated:
        return _say(401, "sign_in", SIGN_IN)
    now = timezone.now()
    known = json.dumps(data_for(request.user, now=now), separators=(",", ":"), ensure_ascii=False)
    etag = f'"{hashlib.sha256(known.encode()).hexdigest()[:32]}"'
    told = f'{{"at":{round(now.timestamp() * 1000)},{known[1:]}'
    answer = HttpResponse(told, content_type="application/json", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=answer) or answer
