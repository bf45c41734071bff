"""How open data are answered: open to every site, asked again only when something changed."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from app.core.clock import wall_now
from app.outlets.opendata.about import LICENCE
from app.outlets.opendata.queries import Version

# No cookie is read here, so that any site may: CORS without credentials.
OPEN: Final[Mapping[str, str]] = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Last-Modified, Link, Content-Disposition",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "public, no-cache",
    "vary": "Accept-Encoding",
}
_SECOND = timedelta(seconds=1)


def tag_of(*parts: str) -> str:
    """A strong tag for bytes that depend on `parts` and on nothing else."""
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def headers_of(tag: str, version: Version, **more: str) -> dict[str, str]:
    """The headers of an answer. The date is only told once its second is over: until then another
    change could bear the same one."""
    dated = {}
    if version.changed_at is not None:
        second = version.changed_at.replace(microsecond=0)
        if wall_now() >= second + _SECOND:
            dated = {"last-modified": format_datetime(second, usegmt=True)}
    named = {name.replace("_", "-"): value for name, value in more.items()}
    licence = f'<{LICENCE}>; rel="license"'
    link = f"{named.pop('link')}, {licence}" if "link" in named else licence
    return {**OPEN, "etag": tag, "link": link, **dated, **named}


def is_fresh(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether who asks has it already (RFC 9110 § 13.2.2: a tag comes before a date)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = [each.strip().removeprefix("W/") for each in known.split(",")]
        return "*" in tags or headers["etag"] in tags
    since = _date(request.headers.get("if-modified-since", ""))
    last = _date(headers.get("last-modified", ""))
    return since is not None and last is not None and last <= since


def _date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def not_modified(headers: Mapping[str, str]) -> Response:
    kept = {
        k: v for k, v in headers.items() if k not in {"content-disposition", "content-encoding"}
    }
    return Response(status_code=304, headers=kept)


def takes_gzip(request: Request) -> bool:
    """Whether gzip is accepted: named, or covered by `*`, and not with a weight of nothing."""
    weights: dict[str, float] = {}
    for each in request.headers.get("accept-encoding", "").split(","):
        name, _, weight = each.strip().partition(";")
        try:
            weights[name.strip().lower()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[name.strip().lower()] = 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def bytes_answer(
    request: Request, body: bytes, media_type: str, headers: dict[str, str]
) -> Response:
    """Something small, made for this request."""
    if is_fresh(request, headers):
        return not_modified(headers)
    shown = b"" if request.method == "HEAD" else body
    answer = Response(shown, media_type=media_type, headers=headers)
    answer.headers["content-length"] = str(len(body))
    return answer
