"""The double's HTTP server: this machine only, one thread a connection."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from market.gateways.stripe.double import control, pages
from market.gateways.stripe.double.guard import is_loopback
from market.gateways.stripe.double.house import House
from market.gateways.stripe.double.pages import Page

STYLE = Path(__file__).with_name("double.css")
LARGEST_BODY = 1_000_000


class Handler(BaseHTTPRequestHandler):
    """Sends each request to the API, the pages or the knobs."""

    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        """Answer a reader."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Answer a writer."""
        self._answer("POST")

    def do_DELETE(self) -> None:
        """Answer one who takes something away."""
        self._answer("DELETE")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: requests carry keys."""

    def _answer(self, method: str) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY or not is_loopback(urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""):
            self.close_connection = True
            return self._send(403, b"refused", "text/plain")
        body = self.rfile.read(length).decode("utf-8", "replace")
        if parts.path.startswith("/v1/"):
            return self._api(method, parts.path, body if method == "POST" else parts.query)
        if parts.path.startswith("/_double/"):
            status, told = control.turn(self.server.house, method, parts.path, body)
            return self._json(status, told)
        return self._page(method, parts.path, dict(parse_qsl(parts.query if method == "GET" else body)))

    def _api(self, method: str, path: str, encoded: str) -> None:
        told = {name.title(): value for name, value in self.headers.items()}
        reply = self.server.house.reply(method, path, encoded, told)
        if reply.is_cut:
            self.close_connection = True
            return
        self._json(reply.status, reply.body, reply.headers)

    def _page(self, method: str, path: str, fields: dict[str, str]) -> None:
        if path == "/double.css":
            return self._send(200, STYLE.read_bytes(), "text/css; charset=utf-8")
        page = _page_at(self.server.house, method, path, fields)
        headers = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; style-src 'self'"}
        if page.location:
            headers["Location"] = page.location
        self._send(page.status, page.html.encode(), "text/html; charset=utf-8", headers)

    def _json(self, status: int, told: Any, headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(told).encode(), "application/json", headers)

    def _send(self, status: int, content: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _page_at(house: House, method: str, path: str, fields: dict[str, str]) -> Page:
    step, _, session_id = path.strip("/").rpartition("/")
    match (method, step, session_id):
        case ("GET", "", ""):
            return pages.overview(house)
        case ("GET", "c/pay", _):
            return pages.show_payment(house, session_id, fields)
        case ("POST", "c/pay", _):
            return pages.take_payment(house, session_id, fields)
        case ("GET", "c/secure", _):
            return pages.show_question(house, session_id)
        case ("POST", "c/secure", _):
            return pages.take_answer(house, session_id, fields)
    return pages.not_found()


class Server(ThreadingHTTPServer):
    """Listens, and lets the house look at the clock twice a second."""

    daemon_threads = True
    request_queue_size = 128
    house: House

    def service_actions(self) -> None:
        """Called by `serve_forever` after each poll."""
        self.house.tick()
