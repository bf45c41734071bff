"""Cookies, callers and safe addresses, for the pages of accounts."""

from fastapi import Request
from starlette.responses import Response

from app.core.web.services import Services
from app.people.accounts.actions.sign_in import LASTS, Caller

_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
_BROWSERS = ("Firefox", "Edg", "Chrome", "Safari")


def caller_of(request: Request) -> Caller:
    """The address for limits and a short word for the device, without the whole agent string."""
    agent = request.headers.get("user-agent", "")
    system = next((name for name in _SYSTEMS if name in agent), "altro dispositivo")
    browser = next((name for name in _BROWSERS if name in agent), "altro programma")
    return Caller(request.client.host if request.client else "", f"{browser} su {system}")


def local_address(address: str) -> str:
    """`address` when it is one of ours, else empty: no redirect leads elsewhere."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address[:300] if ours and address.isprintable() else ""


def set_session_cookie(response: Response, services: Services, token: str) -> None:
    """Give the browser its session; an empty `token` takes it away."""
    if not token:
        response.delete_cookie(services.session_cookie, secure=services.secure, httponly=True)
        return
    response.set_cookie(
        services.session_cookie,
        token,
        max_age=int(LASTS.total_seconds()),
        secure=services.secure,
        httponly=True,
        samesite="lax",
        path="/",
    )
