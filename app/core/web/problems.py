"""One place that turns errors into pages, fragments or redirects."""

from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from app.core.errors import (
    AppError,
    ConflictError,
    NotFoundError,
    SignInNeededError,
    UnavailableError,
)
from app.core.web.render import page, redirect

log = structlog.get_logger()


def install_problem_pages(app: FastAPI) -> None:
    """Register the handlers of everything that can go wrong."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _address_error)
    app.add_exception_handler(IntegrityError, _integrity_error)
    app.add_exception_handler(OperationalError, _database_error)
    app.add_exception_handler(OSError, _database_error)
    app.add_exception_handler(Exception, _fault)


PROGRAMS = "/api/"  # under this address programs ask, and get problems they can read


def _show(request: Request, error: AppError, status: int | None = None) -> Response:
    if request.url.path.startswith(PROGRAMS):
        return _problem(request, error, status or error.status)
    return page(request, "errors/error.html", status=status or error.status, error=error)


def _problem(request: Request, error: AppError, status: int) -> Response:
    """The refusal as RFC 9457 has it."""
    said = {
        "type": "about:blank",
        "title": error.title,
        "status": status,
        "detail": " ".join(words for words in (error.sentence, error.remedy) if words),
        "instance": request.url.path,
    }
    headers = {"access-control-allow-origin": "*"}
    return JSONResponse(said, status, headers, "application/problem+json")


async def _app_error(request: Request, error: Any) -> Response:
    if isinstance(error, SignInNeededError):
        address = f"/accedi?dopo={quote(request.url.path)}"
        if "hx-request" in request.headers:
            return Response(status_code=401, headers={"HX-Redirect": address})
        if request.method == "GET":
            return redirect(address)
    return _show(request, error)


async def _http_error(request: Request, error: Any) -> Response:
    if error.status_code == 404:
        return _show(request, NotFoundError())
    refusal = AppError("Questa richiesta non può essere accolta.")
    return _show(request, refusal, error.status_code)


async def _address_error(request: Request, error: Any) -> Response:
    return _show(request, NotFoundError("L'indirizzo non è scritto bene."))


async def _integrity_error(request: Request, error: Any) -> Response:
    log.warning("integrity", error=str(error.orig).split("\n")[0][:200])
    return _show(
        request,
        ConflictError(
            "Questi dati contrastano con altri già registrati.",
            remedy="Tornate indietro, ricaricate la pagina e riprovate.",
        ),
    )


async def _database_error(request: Request, error: Any) -> Response:
    log.error("store_failed", error=type(error).__name__)
    return _show(
        request,
        UnavailableError(
            "Il servizio non riesce a salvare in questo momento: nulla è stato registrato.",
            remedy="Riprovate tra qualche minuto; la vostra bozza è rimasta com'era.",
        ),
    )


async def _fault(request: Request, error: Any) -> Response:
    log.error("fault", error=type(error).__name__, exc_info=error)
    return _show(
        request,
        AppError(
            "C'è stato un errore nostro: nulla è stato registrato.",
            remedy="Riprovate; se succede ancora, scriveteci che cosa stavate facendo.",
        ),
        status=500,
    )
