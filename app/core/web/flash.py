"""One sentence carried over a redirect."""

import base64
import binascii

from fastapi import Request
from starlette.responses import Response

_COOKIE = "fatto"
_LIMIT = 400


def set_flash(response: Response, sentence: str) -> None:
    """Tell `sentence` on the next page; an empty one forgets it."""
    if not sentence:
        response.delete_cookie(_COOKIE)
        return
    value = base64.urlsafe_b64encode(sentence[:_LIMIT].encode()).decode()
    response.set_cookie(_COOKIE, value, max_age=60, httponly=True, samesite="lax")


def read_flash(request: Request) -> tuple[tuple[str, str], ...]:
    value = request.cookies.get(_COOKIE)
    if not value:
        return ()
    try:
        sentence = base64.urlsafe_b64decode(value).decode()[:_LIMIT]
    except (binascii.Error, UnicodeDecodeError):
        return ()
    return (("success", sentence),)
