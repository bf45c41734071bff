"""The built static files, read once: hashed names, pre-compressed, immutable."""

import mimetypes
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

_ENCODINGS = ((".br", "br"), (".gz", "gzip"))


class BuiltFiles:
    """Serves only the files found in the folder at start; no path reaches the disk later."""

    def __init__(self, folder: Path) -> None:
        found = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        self.files = {
            name: body for name, body in found.items() if not name.endswith((".br", ".gz"))
        }
        self.packed = {name: body for name, body in found.items() if name.endswith((".br", ".gz"))}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        await self._answer(name, Headers(scope=scope))(scope, receive, send)

    def _answer(self, name: str, asked: Headers) -> Response:
        if name not in self.files:
            return PlainTextResponse("Non trovato", 404)
        headers = {
            "cache-control": "public, max-age=31536000, immutable",
            "vary": "Accept-Encoding",
        }
        body = self.files[name]
        for suffix, encoding in _ENCODINGS:
            if encoding in asked.get("accept-encoding", "") and name + suffix in self.packed:
                body, headers["content-encoding"] = self.packed[name + suffix], encoding
                break
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(body, headers=headers, media_type=media_type)
