"""Describing a body, and changing its description."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.clock import legal_today
from app.core.errors import ConflictError, InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.text import sort_key
from app.core.web.uploads import KeptFile, store_file
from app.people.ets.actions.checks import TAKEN, columns_of, mandate_errors
from app.people.ets.actions.invitations import Offer, send_invitation
from app.people.ets.enums import PUBLIC_SIDE, BodyKind, MembershipKind, RuntsState
from app.people.ets.events import BodyCreated, BodyEdited
from app.people.ets.forms import EditBodyForm, NewBodyForm
from app.people.ets.models import Ets, Membership


def create_body(session: Session, actor: Actor, form: NewBodyForm, mandate: KeptFile | None) -> Ets:
    """A body, with the actor as its legal representative or as a person with a mandate.

    Raises InvalidFormError for data that do not hold, for a code that another body has (without
    saying who acts for it), and for a mandate without dates or file.
    """
    columns = columns_of(session, form)
    by_mandate = form.acting is MembershipKind.MANDATE
    if by_mandate:
        _check_mandate(form, mandate)
    body = Ets(**columns)
    session.add(body)
    _flush(session)
    file = (
        store_file(session, mandate, owner_ref=body.public_id) if by_mandate and mandate else None
    )
    session.add(
        Membership(
            account_id=actor.account_id,
            ets_id=body.pk,
            kind=form.acting,
            since=(by_mandate and form.mandate_since) or legal_today(),
            until=form.mandate_until if by_mandate else None,
            mandate_file_id=file.pk if file else None,
        )
    )
    emit(
        session,
        BodyCreated(
            actor_ref=actor.ref,
            subject=body.public_id,
            ets_id=body.pk,
            body_kind=body.kind.value,
            capacity=form.acting.value,
        ),
    )
    return body


def _check_mandate(form: NewBodyForm, mandate: KeptFile | None) -> None:
    since, until = form.mandate_since, form.mandate_until
    errors = mandate_errors(since, until, since_field="mandate_since", until_field="mandate_until")
    if since is not None and since > legal_today():
        errors["mandate_since"] = "La delega non è ancora cominciata: tornate quando lo sarà."
    if mandate is None:
        errors["mandate"] = "Allegate la delega del legale rappresentante, PDF o foto."
    if errors:
        raise InvalidFormError(errors)


def edit_body(session: Session, actor: Actor, body: Ets, form: EditBodyForm) -> None:
    """Change the description of a locked body. Raises InvalidFormError or ConflictError."""
    if form.edition != body.edition:
        raise ConflictError(
            "Nel frattempo un'altra persona ha cambiato questi dati.",
            remedy="Riaprite la pagina, guardate che cosa è cambiato e riprovate.",
        )
    public = body.kind in PUBLIC_SIDE
    columns = _public_columns(form) if public else columns_of(session, form, body)
    changed = tuple(name for name, value in columns.items() if getattr(body, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(body, name, columns[name])
    body.edition += 1
    session.add(body)
    _flush(session)
    emit(
        session,
        BodyEdited(actor_ref=actor.ref, subject=body.public_id, ets_id=body.pk, changed=changed),
    )


def _public_columns(form: EditBodyForm) -> dict[str, str]:
    """An office of the public side has no registration of its own to declare."""
    if not form.name:
        raise InvalidFormError({"name": "Scrivete il nome del servizio."})
    plain = ("name", "street", "postcode", "municipality", "province")
    contacts = ("pec", "email", "phone", "site", "about")
    columns = {name: getattr(form, name) for name in (*plain, *contacts)}
    return {**columns, "name_key": sort_key(form.name)[:300]}


def create_public_body(
    session: Session, actor: Actor, kind: BodyKind, name: str, email: str
) -> Ets:
    """A health unit or a municipal service, invited by an office through `email` (checked there).

    Whoever accepts the invitation acts for it from today. Raises ValueError on another kind.
    """
    if kind not in PUBLIC_SIDE:
        raise ValueError(f"{kind} is no office of the public side")
    body = Ets(
        kind=kind,
        name=name,
        name_key=sort_key(name)[:300],
        runts_state=RuntsState.NOT_ETS,
        email=email,
    )
    session.add(body)
    session.flush()
    emit(
        session,
        BodyCreated(
            actor_ref=actor.ref, subject=body.public_id, ets_id=body.pk, body_kind=kind.value
        ),
    )
    offer = Offer(MembershipKind.MANDATE, legal_today())
    send_invitation(session, actor, body, email, offer)
    return body


def _flush(session: Session) -> None:
    """Two who register one tax code at once: the second is told as if it had come later."""
    try:
        session.flush()
    except IntegrityError as error:
        raise InvalidFormError({"tax_code": TAKEN}) from error
