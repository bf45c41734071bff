"""Public pages kept rendered, keyed by a version that the changing transaction bumps.

The version is read at each request, before any thread or session is taken. An entry also ends
at the next date its page shows. Pages of signed-in people are neither kept nor served from here.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.clock import legal_now

_NEVER = ("/static/", "/healthz", "/readyz")
VersionReader = Callable[[str], Awaitable[str]]
Key = tuple[str, bytes, str]  # path, query, version
PUBLIC_CACHE = b"public, max-age=1"
VARY = b"Cookie, Accept-Encoding"
_OWN = frozenset(
    {b"set-cookie", b"etag", b"cache-control", b"content-length", b"vary", b"x-request-id"}
)


class UnreadableVersionError(Exception):
    """The database does not answer: no kept page can be trusted now."""


@dataclass(frozen=True, slots=True)
class Kept:
    headers: list[tuple[bytes, bytes]]
    body: bytes
    packed: bytes
    etag: bytes
    until: datetime

    @property
    def weight(self) -> int:
        return len(self.body) + len(self.packed)


def scope_of(path: str) -> str:
    """The public address whose version covers `path`: `authority/procedure`, or less.

    A file (`/authority/feed.atom`) belongs to the address above it: no address has a dot.
    """
    return "/".join(part for part in path.split("/")[1:3] if part and "." not in part)


class KeptPages:
    """The store of kept pages, bounded in bytes; the least recently used leaves first."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.entries: OrderedDict[Key, Kept] = OrderedDict()
        self.size = 0

    def get(self, key: Key) -> Kept | None:
        kept = self.entries.get(key)
        if kept is None or kept.until <= legal_now():
            return None
        self.entries.move_to_end(key)
        return kept

    def put(self, key: Key, kept: Kept) -> None:
        old = self.entries.pop(key, None)
        self.size += kept.weight - (old.weight if old else 0)
        self.entries[key] = kept
        while self.size > self.max_bytes:
            _, gone = self.entries.popitem(last=False)
            self.size -= gone.weight

    def clear(self) -> None:
        self.entries.clear()
        self.size = 0


class PageCache:
    """The layer that serves kept pages and keeps the ones that a route offers."""

    def __init__(
        self, app: ASGIApp, pages: KeptPages, read_version: VersionReader, cookie: str
    ) -> None:
        self.app = app
        self.pages = pages
        self.read_version = read_version
        self.cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith(_NEVER):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = headers.get("cookie", "")
        if self.cookie in cookies or "fatto=" in cookies or "hx-request" in headers:
            await self.app(scope, receive, send)
            return
        try:
            version = await self.read_version(scope_of(scope["path"]))
        except UnreadableVersionError:
            await self.app(scope, receive, send)
            return
        key = (scope["path"], scope["query_string"], version)
        kept = self.pages.get(key)
        if kept is not None:
            scope["state"]["kept"] = True
            await self._serve(kept, headers, scope, send)
            return
        await self._render(key, scope, receive, send)

    async def _serve(self, kept: Kept, asked: Headers, scope: Scope, send: Send) -> None:
        headers, body = list(kept.headers), kept.body
        fresh = asked.get("if-none-match", "").encode() == kept.etag
        if fresh:
            body = b""
        elif "gzip" in asked.get("accept-encoding", ""):
            headers.append((b"content-encoding", b"gzip"))
            body = kept.packed
        if not fresh:
            headers.append((b"content-length", str(len(body)).encode()))
        status = 304 if fresh else 200
        await send({"type": "http.response.start", "status": status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": body})

    async def _render(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None
        parts: list[bytes] = []
        passing = False

        async def gather(message: Message) -> None:
            nonlocal start, passing
            if message["type"] == "http.response.start":
                until = scope.get("state", {}).get("keep_until")
                passing = until is None or message["status"] != 200 or scope["method"] == "HEAD"
                start = message
            if passing:
                await send(message)
            elif message["type"] == "http.response.body" and start is not None:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    kept = self._keep(key, start, b"".join(parts), scope["state"]["keep_until"])
                    await self._serve(kept, Headers(scope=scope), scope, send)

        await self.app(scope, receive, gather)

    def _keep(self, key: Key, start: Message, body: bytes, until: datetime) -> Kept:
        etag = b'W/"%s"' % hashlib.sha256(body).hexdigest()[:32].encode()
        headers = [(name, value) for name, value in start["headers"] if name not in _OWN]
        headers += [(b"etag", etag), (b"cache-control", PUBLIC_CACHE), (b"vary", VARY)]
        kept = Kept(headers, body, gzip.compress(body, 6, mtime=0), etag, until)
        self.pages.put(key, kept)
        return kept
