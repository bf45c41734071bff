"""The way to SPID or CIE and back: asked of the provider before any transaction opens."""

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from typing import Annotated

import structlog
from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.core.clock import wall_now
from app.core.errors import AppError, NotFoundError, RuleError, UnavailableError
from app.core.security.oidc import Identified, Leaving, OidcClient, OidcError, Trouble
from app.core.security.tokens import sign, signed_by
from app.core.web.deps import ServicesDep
from app.core.web.services import Services
from app.people.accounts.web import local_address

log = structlog.get_logger()
AGAIN = "Tornate alla pagina di accesso e riprovate."
_AWAY = 600  # seconds that a person may stay at the provider
_PURPOSE = "oidc"
_WORDS: dict[Trouble, tuple[type[AppError], str, str]] = {
    Trouble.CANCELLED: (
        RuleError,
        "L'accesso è stato annullato: non siete entrati.",
        "Potete riprovare, oppure entrare con e-mail e password.",
    ),
    Trouble.UNAVAILABLE: (
        UnavailableError,
        "Il servizio di accesso non risponde in questo momento.",
        "Riprovate tra qualche minuto, oppure entrate con e-mail e password.",
    ),
    Trouble.INVALID: (
        RuleError,
        "L'accesso non è valido: la risposta è scaduta o non è quella che aspettavamo.",
        AGAIN,
    ),
    Trouble.NO_TAX_CODE: (
        RuleError,
        "Il servizio di accesso non ha comunicato il codice fiscale: senza non sappiamo chi siete.",
        "Scegliete un altro fornitore, oppure entrate con e-mail e password.",
    ),
}


@dataclass(frozen=True, slots=True)
class Returned:
    """Who came back, and the local address they were going to."""

    found: Identified
    then: str


def _refusal(error: OidcError) -> AppError:
    log.warning("identification_failed", trouble=error.trouble.value, detail=str(error))
    kind, sentence, remedy = _WORDS[error.trouble]
    return kind(sentence, remedy=remedy)


def oidc_of(services: Services) -> OidcClient:
    """The way to the provider. Raises NotFoundError where the installation has none."""
    if services.oidc is None:
        raise NotFoundError("Qui non si entra con SPID o CIE.")
    return services.oidc


def cookie_of(services: Services, name: str) -> str:
    return f"__Host-{name}" if services.secure else name


def set_cookie(response: Response, services: Services, name: str, value: str, age: int) -> None:
    """A cookie for this browser alone; an empty `value` takes it away."""
    held = cookie_of(services, name)
    if not value:
        response.delete_cookie(held, secure=services.secure, httponly=True)
        return
    response.set_cookie(
        held, value, max_age=age, secure=services.secure, httponly=True, samesite="lax", path="/"
    )


def remember(response: Response, services: Services, leaving: Leaving, then: str) -> None:
    """Keep what must come back in a signed cookie."""
    said = {**asdict(leaving), "then": then, "at": wall_now().timestamp()}
    body = base64.urlsafe_b64encode(json.dumps(said).encode()).decode()
    value = f"{body}.{sign(services.secret, _PURPOSE, body)}"
    set_cookie(response, services, "andata", value, _AWAY)


def _recall(request: Request, services: Services) -> tuple[Leaving, str]:
    body, _, signature = request.cookies.get(cookie_of(services, "andata"), "").partition(".")
    if not body or not signed_by(services.secret, _PURPOSE, body, signature):
        raise OidcError(Trouble.INVALID, "no leaving is remembered in this browser")
    try:
        said = json.loads(base64.urlsafe_b64decode(body))
    except (binascii.Error, ValueError) as error:
        raise OidcError(Trouble.INVALID, "the cookie cannot be read") from error
    if wall_now().timestamp() - said["at"] > _AWAY:
        raise OidcError(Trouble.INVALID, "too long away")
    return Leaving(said["state"], said["nonce"], said["verifier"]), local_address(said["then"])


async def departure(services: ServicesDep) -> tuple[str, Leaving]:
    """The provider's address and what goes with the person."""
    client = oidc_of(services)
    try:
        return await run_in_threadpool(client.leave)
    except OidcError as error:
        raise _refusal(error) from error


async def returned(request: Request, services: ServicesDep) -> Returned:
    """Who came back from the provider. Raises AppError in plain words."""
    client = oidc_of(services)
    try:
        leaving, then = _recall(request, services)
        query = dict(request.query_params)
        return Returned(await run_in_threadpool(client.come_back, query, leaving), then)
    except OidcError as error:
        raise _refusal(error) from error


DepartureDep = Annotated[tuple[str, Leaving], Depends(departure)]
ReturnedDep = Annotated[Returned, Depends(returned)]
