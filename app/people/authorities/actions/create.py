"""Setting up authorities: the platform administrator's command."""

from typing import Any

from sqlmodel import Session

from app.core.errors import InvalidFormError
from app.core.events import emit
from app.people.authorities.enums import AuthorityKind
from app.people.authorities.events import AuthorityCreated
from app.people.authorities.models import Authority, Organ

RESERVED = frozenset(
    {
        "accedi", "area-personale", "demo", "esci", "feed", "healthz", "inviti", "lettura",
        "metrics", "password", "readyz", "registrati", "ricevuta", "ricevute", "robots.txt",
        "static", "ufficio", "cerca", "api",
    }
)  # fmt: skip


def create_authority(
    session: Session,
    *,
    slug: str,
    name: str,
    kind: AuthorityKind,
    organs: tuple[str, ...] = (),
    **more: Any,
) -> Authority:
    """A new authority under `/slug/`; `more` are columns of Authority.

    Raises InvalidFormError when the address is a word of the installation's own.
    """
    if slug in RESERVED:
        raise InvalidFormError(
            {"slug": f"«{slug}» è un indirizzo riservato: sceglietene un altro."}
        )
    authority = Authority(slug=slug, name=name, kind=kind, **more)
    session.add(authority)
    session.flush()
    session.add_all(Organ(authority_id=authority.pk, name=organ) for organ in organs)
    emit(session, AuthorityCreated(subject=authority.public_id, slug=slug, scopes=("", slug)))
    return authority
