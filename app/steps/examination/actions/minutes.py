"""The verbale of the examination: written, sealed by its approval, published without names."""

import hashlib
from datetime import datetime, time

from sqlmodel import Session

from app.core.clock import from_rome, legal_now, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.events import canonical, emit
from app.core.i18n import date_short
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.law.sources import DM72_6
from app.steps.examination.enums import MinutesState
from app.steps.examination.events import ExaminationVerbaleApproved, ExaminationVerbalePublished
from app.steps.examination.forms import MinutesForm
from app.steps.examination.models import ExaminationVerbale
from app.steps.examination.queries.board import get_member
from app.steps.examination.queries.minutes import (
    content_of,
    count_unpublished_in,
    last_minutes_number,
    list_minutes,
    list_proposals,
)
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here
from app.steps.publication.actions import publish_in_slot

SLOT = "examination"
MAX_OTHERS = 30


def begin_minutes(
    session: Session, actor: Actor, here: Here, form: MinutesForm
) -> ExaminationVerbale:
    """Begin the next verbale. Raises RuleError while another is a draft."""
    if any(one.state is MinutesState.DRAFT for one in list_minutes(session, here.procedure.pk)):
        raise RuleError(
            "C'è già un verbale in bozza.", remedy="Approvatelo prima di cominciarne un altro."
        )
    starts, ends = _hours(form)
    minutes = ExaminationVerbale(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        number=last_minutes_number(session, here.procedure.pk) + 1,
        held_on=form.held_on,
        starts_at=starts,
        ends_at=ends,
        written_by_id=actor.account_id,
    )
    _write(session, here, minutes, form)
    return minutes


def edit_minutes(
    session: Session, here: Here, minutes: ExaminationVerbale, form: MinutesForm
) -> None:
    """Change a draft. Raises RuleError once it is approved."""
    _refuse_sealed(minutes)
    minutes.held_on = form.held_on
    minutes.starts_at, minutes.ends_at = _hours(form)
    _write(session, here, minutes, form)


def _write(session: Session, here: Here, minutes: ExaminationVerbale, form: MinutesForm) -> None:
    members = [get_member(session, here.procedure.pk, ref) for ref in dict.fromkeys(form.present)]
    others = [line.strip()[:200] for line in form.others.splitlines() if line.strip()]
    if not members and not others:
        raise InvalidFormError({"present": "Dite chi c'era."})
    if len(others) > MAX_OTHERS:
        raise InvalidFormError({"others": f"Al massimo {MAX_OTHERS} persone."})
    minutes.present = [
        *({"name": one.name, "role": one.role.label, "ref": one.public_id} for one in members),
        *({"name": name, "role": "", "ref": ""} for name in others),
    ]
    minutes.place, minutes.remarks = form.place, form.remarks
    session.add(minutes)
    session.flush()


def _hours(form: MinutesForm) -> tuple[datetime, datetime]:
    if form.held_on > legal_today():
        raise InvalidFormError({"held_on": "La seduta non può essere nel futuro."})
    if form.ends <= form.starts:
        raise InvalidFormError({"ends": "La seduta finisce dopo l'inizio."})
    return _instant(form, form.starts), _instant(form, form.ends)


def _instant(form: MinutesForm, clock: time) -> datetime:
    return from_rome(form.held_on, clock.hour, clock.minute, clock.second)


def _refuse_sealed(minutes: ExaminationVerbale) -> None:
    if minutes.state is not MinutesState.DRAFT:
        raise RuleError("Il verbale è approvato: non si cambia più.")


def approve_minutes(
    session: Session, actor: Actor, here: Here, minutes: ExaminationVerbale
) -> None:
    """Seal what it says of the domande; those decisions stand in no later verbale.

    Raises RuleError once approved, before the sitting ends, or where nothing is decided.
    """
    _refuse_sealed(minutes)
    proposals = list_proposals(session, here.procedure.pk)
    if not proposals:
        raise RuleError(
            "Nessuna decisione da verbalizzare.", remedy="Decidete prima almeno una domanda."
        )
    if legal_now() < minutes.ends_at:
        raise RuleError("La seduta non è ancora finita.")
    minutes.content = content_of(session, here.procedure.pk)
    minutes.seal = seal_of(minutes)
    minutes.state = MinutesState.APPROVED
    minutes.approved_at, minutes.approved_by_id = legal_now(), actor.account_id
    session.add(minutes)
    session.flush()
    for one in proposals:
        one.decision.verbale_id = minutes.pk
        session.add(one.decision)
    emit(
        session,
        ExaminationVerbaleApproved(
            **here.about(actor, minutes), number=minutes.number, seal=minutes.seal
        ),
    )


def seal_of(minutes: ExaminationVerbale) -> str:
    """SHA-256 of everything the verbale says."""
    said = {
        "number": minutes.number,
        "held_on": minutes.held_on,
        "hours": [minutes.starts_at, minutes.ends_at],
        "place": minutes.place,
        "present": minutes.present,
        "remarks": minutes.remarks,
        "content": minutes.content,
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def publish_minutes(
    session: Session,
    actor: Actor,
    here: Here,
    minutes: ExaminationVerbale,
    file: KeptFile | None,
) -> None:
    """Publish an approved verbale in the fourth slot; `file` is its PDF without persons.

    Raises RuleError before the approval, before the lists have told the outcomes, or when the
    seal does not hold. Source: DM 72/2021 § 6 n. 4.
    """
    if minutes.state is MinutesState.PUBLISHED:
        return
    _check_publishable(session, minutes)
    if file is None:
        raise RuleError("Si pubblicano solo i verbali approvati.", source=DM72_6)
    stored = store_file(session, file, owner_ref=here.procedure.public_id)
    minutes.state, minutes.published_at = MinutesState.PUBLISHED, legal_now()
    minutes.file_id = stored.pk
    session.add(minutes)
    emit(
        session,
        ExaminationVerbalePublished(
            **here.openly_about(actor, minutes), number=minutes.number, sha256=stored.sha256
        ),
    )
    publish_in_slot(
        session,
        actor,
        here,
        SLOT,
        f"Verbale dell'istruttoria n. {minutes.number} del {date_short(minutes.held_on)}",
        file_id=stored.pk,
        address=public_address(here, f"/istruttoria/{minutes.public_id}"),
        sha256=stored.sha256,
    )


def _check_publishable(session: Session, minutes: ExaminationVerbale) -> None:
    if minutes.state is not MinutesState.APPROVED:
        raise RuleError("Si pubblicano solo i verbali approvati.", source=DM72_6)
    if minutes.seal != seal_of(minutes):
        raise RuleError(
            "Il contenuto non corrisponde al sigillo dell'approvazione: non si può pubblicare.",
            remedy="Avvisate chi gestisce il servizio.",
        )
    if count_unpublished_in(session, minutes.pk):
        raise RuleError(
            "Gli esiti che contiene non sono ancora in un elenco pubblicato.",
            remedy="Pubblicate prima l'elenco: gli enti lo sanno da lì, con i modi per ricorrere.",
            source=DM72_6,
        )
