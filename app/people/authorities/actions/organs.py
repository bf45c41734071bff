"""Who adopts the authority's acts: added, renamed, ended."""

from typing import Any

from sqlmodel import Session

from app.core.audit.chain import EVERYWHERE
from app.core.clock import wall_now
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.text import sort_key
from app.people.authorities.events import OrganAdded, OrganEdited, OrganEnded
from app.people.authorities.forms import OrganForm
from app.people.authorities.models import Authority, Organ
from app.people.authorities.queries import list_every_organ


def add_organ(session: Session, actor: Actor, authority: Authority, form: OrganForm) -> Organ:
    """An organ or manager after the others; one that was ended comes back under its name.

    Raises InvalidFormError when the name is taken.
    """
    organ = _of_that_name(session, authority, form.name)
    if organ is not None and organ.ended_at is None:
        raise InvalidFormError({"name": "C'è già, con questo nome."})
    organ = organ or Organ(authority_id=authority.pk, name=form.name)
    organ.name, organ.kind, organ.ended_at = form.name, form.kind, None
    organ.holder, organ.email = form.holder, form.email
    session.add(organ)
    session.flush()
    emit(session, OrganAdded(**_about(actor, authority, organ), name=organ.name))
    return organ


def edit_organ(
    session: Session, actor: Actor, authority: Authority, organ: Organ, form: OrganForm
) -> None:
    """Rename an organ or say who holds it; recorded acts keep the name they had.

    Raises InvalidFormError when the name is taken.
    """
    same = _of_that_name(session, authority, form.name)
    if same is not None and same.pk != organ.pk:
        raise InvalidFormError({"name": "C'è già, con questo nome."})
    organ.name, organ.kind = form.name, form.kind
    organ.holder, organ.email = form.holder, form.email
    session.add(organ)
    emit(session, OrganEdited(**_about(actor, authority, organ), name=organ.name))


def end_organ(session: Session, actor: Actor, authority: Authority, organ: Organ) -> None:
    """Offer it no more; what it adopted stays."""
    organ.ended_at = wall_now()
    session.add(organ)
    emit(session, OrganEnded(**_about(actor, authority, organ)))


def _of_that_name(session: Session, authority: Authority, name: str) -> Organ | None:
    others = list_every_organ(session, authority.pk)
    return next((one for one in others if sort_key(one.name) == sort_key(name)), None)


def _about(actor: Actor, authority: Authority, organ: Organ) -> dict[str, Any]:
    return {
        "actor_ref": actor.ref,
        "subject": organ.public_id,
        "authority": authority.public_id,
        "scopes": (EVERYWHERE,),
    }
