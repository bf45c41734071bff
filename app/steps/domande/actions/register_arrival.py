"""Registering a domanda that came by PEC or on paper, so that the list is complete."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from sqlmodel import Session, col, select

from app.core.clock import ROME, in_rome, legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import canonical, emit
from app.core.i18n import instant_words
from app.core.security.actor import Actor
from app.core.text import sort_key
from app.core.web.uploads import KeptFile, store_file
from app.law.deadlines import timeliness
from app.law.phases import ENDED
from app.law.sources import L241_21QUINQUIES
from app.steps.avvisi.models import Avviso, AvvisoVersion
from app.steps.avvisi.queries import get_avviso
from app.steps.domande.actions.arrival_body import body_of
from app.steps.domande.actions.members import lay_members, tell_members
from app.steps.domande.actions.numbering import next_number
from app.steps.domande.actions.standing import Standing, give_way, keep_draft, lock_standing
from app.steps.domande.actions.supersede import announce_superseded
from app.steps.domande.emails_office import tell_registered
from app.steps.domande.enums import DomandaState, FileRole
from app.steps.domande.events import DomandaRegistered
from app.steps.domande.forms import ArrivalFacts, ArrivalForm, MemberForm
from app.steps.domande.models import Domanda, DomandaFile, DomandaPart, DomandaTavolo
from app.steps.domande.queries.completeness import Answers
from app.steps.procedures.queries import Here, list_tavoli

PEOPLE = tuple(
    f"{who}_{what}"
    for who in ("delegate", "substitute")
    for what in ("name", "role", "email", "phone")
)


def register_arrival(
    session: Session,
    actor: Actor,
    here: Here,
    form: ArrivalForm,
    files: list[KeptFile],
    identity: list[KeptFile],
    answers: Answers | None = None,
    members: Sequence[MemberForm] = (),
) -> Domanda:
    """Give a number of the register to a domanda that came another way than online.

    `files` are the message or the scan, `identity` copies of identity documents; `answers` and
    `members` what the office typed of the form: who stands elsewhere too is shown (`list_twice`).
    Only such a one can be late. A draft of the same body stays, and would replace it. Raises
    InvalidFormError, or RuleError when no avviso is out, or the body filed already and this one
    does not replace that. Source: DPR 445/2000, art. 53.
    """
    avviso, arrived, answers = published_avviso(session, here), arrival_of(form), answers or {}
    version = version_at(session, avviso, arrived)
    _need(files)
    tavoli, body = chosen_tavoli(session, here, form), body_of(session, actor, form, answers)
    in_time, standing = _is_in_time(avviso, arrived), lock_standing(session, here, body)
    give_way(session, standing, replaces=form.replaces, in_time=in_time)
    domanda = Domanda(
        avviso_version_id=version.pk,
        ets_id=body.pk,
        late=not in_time,
        amends_id=standing.filed.pk if standing.filed else None,
        digest=_digest(form, arrived, tavoli, [*files, *identity], answers, members),
        created_by_id=actor.account_id,
        **_numbered(session, here, arrived),
        **_typed(actor, form),
    )
    _lay_in(session, domanda, tavoli, answers)
    lay_members(session, domanda, members)
    for role, kept in ((FileRole.ARRIVAL, files), (FileRole.IDENTITY, identity)):
        keep_files(session, domanda, role, kept)
    keep_draft(session, standing, domanda)
    return _announce(session, actor, here, domanda, standing)


def _numbered(session: Session, here: Here, arrived: datetime) -> dict[str, Any]:
    """The columns that give it its place in the register."""
    year = in_rome(arrived).year
    return {
        "procedure_id": here.procedure.pk,
        "authority_id": here.authority.pk,
        "state": DomandaState.FILED,
        "year": year,
        "number": next_number(session, here.authority.pk, year),
        "filed_at": arrived,
    }


def _typed(actor: Actor, form: ArrivalForm) -> dict[str, Any]:
    """The columns that say what was typed, by whom and when."""
    return {
        "channel": form.channel,
        "recorded_at": legal_now(),
        "body_name": form.body_name,
        "name_key": sort_key(form.body_name)[:300],
        "body_tax_code": form.tax_code,
        "protocol_number": form.protocol_number,
        "protocol_date": form.protocol_date,
        "signed_by": form.signed_by,
        "typed_by_id": actor.account_id,
    }


def _lay_in(
    session: Session, domanda: Domanda, tavoli: list[dict[str, Any]], answers: Answers
) -> None:
    session.add(domanda)
    session.flush()
    session.add_all(DomandaTavolo(domanda_id=domanda.pk, **row) for row in tavoli)
    session.add_all(
        DomandaPart(
            procedure_id=domanda.procedure_id,
            authority_id=domanda.authority_id,
            domanda_id=domanda.pk,
            code=code,
            answers=dict(told),
        )
        for code, told in answers.items()
    )


def keep_files(
    session: Session, domanda: Domanda, role: FileRole, files: list[KeptFile], label: str = ""
) -> None:
    """Lay kept files into a domanda after those it has."""
    held = session.exec(select(DomandaFile.id).where(DomandaFile.domanda_id == domanda.pk)).all()
    for position, kept in enumerate(files, start=len(held) + 1):
        stored = store_file(session, kept, owner_ref=domanda.public_id)
        session.add(
            DomandaFile(
                procedure_id=domanda.procedure_id,
                authority_id=domanda.authority_id,
                domanda_id=domanda.pk,
                file_id=stored.pk,
                role=role,
                label=label,
                position=position,
            )
        )
    session.flush()


def _need(files: list[KeptFile]) -> None:
    if not files:
        raise InvalidFormError({"file": "Allegate il messaggio o la scansione della domanda."})


def published_avviso(session: Session, here: Here) -> Avviso:
    avviso = get_avviso(session, here.procedure.pk, lock=True)
    if avviso is None or avviso.published_at is None:
        raise RuleError("L'avviso non è pubblicato: non ci sono ancora domande da registrare.")
    if here.procedure.phase in ENDED:
        raise RuleError(
            "Il procedimento è finito: non riceve più domande.",
            remedy="Rispondete a chi ha scritto, spiegandone la ragione.",
        )
    return avviso


def _is_in_time(avviso: Avviso, arrived: datetime) -> bool:
    """Raises RuleError for what arrived (UTC) when the avviso had been revoked."""
    if avviso.revoked_at is not None and avviso.revoked_at <= arrived:
        raise RuleError(
            f"L'avviso è stato revocato il {instant_words(avviso.revoked_at)}: "
            "ciò che è arrivato dopo non è una domanda.",
            remedy="Tenete il messaggio nel protocollo e rispondete a chi ha scritto.",
            source=L241_21QUINQUIES,
        )
    return timeliness(arrived, _deadline(avviso)).in_time


def _deadline(avviso: Avviso) -> datetime:
    if avviso.closes_at is None:
        raise RuleError("L'avviso non ha una scadenza: pubblicatela prima.")
    return avviso.closes_at


def arrival_of(form: ArrivalFacts) -> datetime:
    local = datetime.combine(form.arrived_on, form.arrived_at.replace(tzinfo=None), tzinfo=ROME)
    arrived = local.replace(microsecond=0).astimezone(UTC)
    if arrived > legal_now():
        raise InvalidFormError({"arrived_on": "La domanda non può essere arrivata nel futuro."})
    return arrived


def version_at(session: Session, avviso: Avviso, arrived: datetime) -> AvvisoVersion:
    """The version that was in force when the domanda came."""
    version = session.exec(
        select(AvvisoVersion)
        .where(AvvisoVersion.avviso_id == avviso.pk, col(AvvisoVersion.published_at) <= arrived)
        .order_by(col(AvvisoVersion.number).desc())
    ).first()
    if version is None:
        first = instant_words(avviso.published_at) if avviso.published_at else ""
        raise InvalidFormError({"arrived_on": f"L'avviso è stato pubblicato dopo: {first}."})
    return version


def chosen_tavoli(session: Session, here: Here, form: ArrivalFacts) -> list[dict[str, Any]]:
    """The columns of each tavolo asked for, in the order of preference."""
    known = {tavolo.public_id: tavolo for tavolo in list_tavoli(session, here.procedure.pk)}
    rows: list[dict[str, Any]] = []
    for place, (public_id, wish) in enumerate(zip(form.tavolo, form.preference, strict=False)):
        if not wish:
            continue
        if public_id not in known or not wish.isdecimal():
            raise InvalidFormError({"preference": "Scegliete i tavoli dall'elenco."})
        rows.append(
            {
                "procedure_id": here.procedure.pk,
                "authority_id": here.authority.pk,
                "tavolo_id": known[public_id].pk,
                "preference": int(wish[:4]),
                **{name: _at(getattr(form, name), place) for name in PEOPLE},
            }
        )
    rows.sort(key=itemgetter("preference"))
    if not rows:
        raise InvalidFormError({"preference": "Indicate almeno un tavolo, con la sua preferenza."})
    if len({row["preference"] for row in rows}) < len(rows):
        raise InvalidFormError({"preference": "Due tavoli hanno la stessa preferenza."})
    if len({row["tavolo_id"] for row in rows}) < len(rows):
        raise InvalidFormError({"preference": "Lo stesso tavolo compare due volte."})
    return rows


def _at(typed: list[str], place: int) -> str:
    return typed[place] if place < len(typed) else ""


def _digest(
    form: ArrivalForm,
    arrived: datetime,
    tavoli: list[dict[str, Any]],
    files: list[KeptFile],
    answers: Answers,
    members: Sequence[MemberForm],
) -> str:
    said = {
        "arrived_at": arrived,
        "channel": form.channel,
        "tax_code": form.tax_code,
        "body_name": form.body_name,
        "tavoli": [row["tavolo_id"] for row in tavoli],
        "files": [kept.sha256 for kept in files],
    }
    together = [one.model_dump(mode="json") for one in members]
    typed = {"answers": answers, "signed_by": form.signed_by, "members": together}
    said |= {name: told for name, told in typed.items() if told}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _announce(
    session: Session, actor: Actor, here: Here, domanda: Domanda, standing: Standing
) -> Domanda:
    assert domanda.filed_at is not None
    emit(
        session,
        DomandaRegistered(
            **here.about(actor, domanda),
            number=domanda.number or 0,
            year=domanda.year or 0,
            channel=domanda.channel.value,
            arrived_at=domanda.filed_at.isoformat(),
            late=domanda.late,
            sha256=domanda.digest,
        ),
    )
    if standing.filed is not None:
        announce_superseded(session, actor, here, standing.filed, domanda)
    tell_registered(session, here, domanda, standing.filed, standing.draft)
    tell_members(session, domanda, standing.filed)
    return domanda
