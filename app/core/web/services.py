"""What the edge needs at hand; made once by the roof and kept on the application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from fastapi import Request
from jinja2 import Environment
from sqlmodel import Session

from app.core.documents.signatures import Anchors
from app.core.files.blobs import BlobStore
from app.core.security.actor import Actor
from app.core.security.oidc import OidcClient
from app.core.store.session import Store
from app.core.web.gate import Gate

ActorFinder = Callable[[Session, str], Actor | None]


@dataclass(frozen=True, slots=True)
class Services:
    """`find_actor` gives the person of a session token, `mark_seen` keeps it from going idle;
    `secret` signs links.

    `needs_second_factor` says whether an account must give a one-time code; `anchors` gives the
    certificates that are trusted now. `oidc` is the way to SPID and CIE, where there is one.
    """

    store: Store
    gate: Gate
    blobs: BlobStore
    templates: Environment
    find_actor: ActorFinder
    mark_seen: Callable[[Session, str], None]
    needs_second_factor: Callable[[Session, int], bool]
    anchors: Callable[[], Anchors]
    oidc: OidcClient | None
    base_url: str
    secret: str
    demo: bool

    @property
    def secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def session_cookie(self) -> str:
        """`__Host-` needs HTTPS; plain on a developer's loopback."""
        return "__Host-sessione" if self.secure else "sessione"


def services_of(request: Request) -> Services:
    return cast(Services, request.app.state.services)
