"""Changing an authority's settings; what was published before keeps its own terms."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.core.audit.chain import EVERYWHERE
from app.core.errors import ConflictError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.people.authorities.events import AuthorityEdited, LogoChanged
from app.people.authorities.forms import SettingsForm
from app.people.authorities.models import Authority


def save_settings(session: Session, actor: Actor, authority: Authority, form: SettingsForm) -> None:
    """Write one page of settings; `authority` is locked.

    Its look stands around every page, so that all kept ones are made anew. Raises ConflictError
    when somebody else saved after the page was opened.
    """
    if form.edition != authority.edition:
        raise ConflictError(
            "Un'altra persona ha cambiato le impostazioni mentre scrivevate.",
            remedy="Riaprite la pagina: trovate i valori nuovi.",
        )
    _write(session, actor, authority, form.columns())


def _write(session: Session, actor: Actor, authority: Authority, new: Mapping[str, Any]) -> None:
    changed = tuple(name for name, value in new.items() if getattr(authority, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(authority, name, new[name])
    authority.edition += 1
    session.add(authority)
    emit(
        session,
        AuthorityEdited(
            actor_ref=actor.ref,
            subject=authority.public_id,
            changed=changed,
            scopes=(EVERYWHERE,),
        ),
    )


def set_logo(session: Session, actor: Actor, authority: Authority, logo: KeptFile | None) -> None:
    """Show `logo` (a picture drawn anew by `picture.py`) beside the name; None takes it away."""
    file = store_file(session, logo, owner_ref=authority.public_id) if logo else None
    authority.logo_file_id = file.pk if file else None
    authority.logo_digest = file.sha256 if file else ""
    authority.edition += 1
    session.add(authority)
    emit(
        session,
        LogoChanged(
            actor_ref=actor.ref,
            subject=authority.public_id,
            sha256=authority.logo_digest,
            scopes=(EVERYWHERE,),
        ),
    )
