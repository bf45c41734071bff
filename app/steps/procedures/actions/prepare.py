"""Making a procedure and writing what it is about."""

from sqlmodel import Session, select

from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.text import slugify
from app.people.accounts.models import Account
from app.people.authorities.enums import OfficeRole
from app.people.authorities.models import Authority
from app.people.authorities.queries import list_staff
from app.steps.procedures.events import ProcedureCreated, ProcedureEdited
from app.steps.procedures.forms import NewProcedureForm, ProcedureForm
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here

TAKEN_BY_PAGES = frozenset(
    {
        "calendario", "contatti", "procedimenti", "cerca", "feed", "note", "nuovo", "logo",
        "impostazioni", "istanze", "dati", "rimozione-dei-dati",
    }
)  # fmt: skip


def create_procedure(
    session: Session, actor: Actor, authority: Authority, form: NewProcedureForm
) -> Procedure:
    """A new procedure in draft, seen by the office only.

    Raises InvalidFormError when its address is taken.
    """
    slug = form.slug or slugify(form.title)
    taken = session.exec(
        select(Procedure.id).where(Procedure.authority_id == authority.pk, Procedure.slug == slug)
    ).first()
    if taken is not None or slug in TAKEN_BY_PAGES or not slug:
        raise InvalidFormError({"slug": "Questo indirizzo è già in uso: sceglietene un altro."})
    procedure = Procedure(
        authority_id=authority.pk,
        slug=slug,
        title=form.title,
        purpose=form.purpose,
        plan_name=form.plan_name,
        plan_years=form.plan_years,
    )
    session.add(procedure)
    session.flush()
    emit(
        session,
        ProcedureCreated(
            actor_ref=actor.ref,
            chain=procedure.public_id,
            subject=procedure.public_id,
            procedure_id=procedure.pk,
            slug=slug,
        ),
    )
    return procedure


def edit_procedure(session: Session, actor: Actor, here: Here, form: ProcedureForm) -> None:
    """Write title, purpose, plan, responsible officer and the day of approval.

    Raises InvalidFormError when the officer named does not lead procedures in this authority.
    """
    procedure = here.procedure
    officer = _officer(session, here, form.responsible_officer)
    new = {
        "title": form.title,
        "purpose": form.purpose,
        "plan_name": form.plan_name,
        "plan_years": form.plan_years,
        "approval_day": form.approval_day,
        "responsible_officer_id": officer.pk if officer else None,
    }
    changed = tuple(name for name, value in new.items() if getattr(procedure, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(procedure, name, new[name])
    session.add(procedure)
    emit(
        session,
        ProcedureEdited(
            actor_ref=actor.ref,
            chain=procedure.public_id,
            subject=procedure.public_id,
            scopes=here.scopes,
            procedure_id=procedure.pk,
            changed=changed,
        ),
    )


def _officer(session: Session, here: Here, public_id: str) -> Account | None:
    if not public_id:
        return None
    for account, role in list_staff(session, here.authority.pk):
        if account.public_id == public_id and role is OfficeRole.RDP:
            return account
    raise InvalidFormError(
        {"responsible_officer": "Scegliete una delle persone con questo ruolo nell'ufficio."}
    )
