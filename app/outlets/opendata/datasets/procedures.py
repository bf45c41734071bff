"""Administrations, their procedures, the tavoli and the meetings."""

from typing import Any

from sqlmodel import col, func, select

from app.law.phases import Phase
from app.outlets.opendata.columns import (
    AUTHORITY,
    ID,
    PAGE,
    PROCEDURE,
    Column,
    Kind,
    Record,
    text,
    words_of,
)
from app.outlets.opendata.dataset import Dataset, Made, public_rows
from app.people.authorities.models import Authority
from app.steps.calendar.enums import LaboratoryKind, MeetingKind
from app.steps.calendar.models import Meeting
from app.steps.procedures.models import PhaseStep, Procedure, Tavolo

_LAST_STEP = (
    select(func.max(PhaseStep.entered_at))
    .where(col(PhaseStep.procedure_id) == col(Procedure.id))
    .scalar_subquery()
)
_STARTED = (
    select(func.min(PhaseStep.entered_at))
    .where(col(PhaseStep.procedure_id) == col(Procedure.id), PhaseStep.target == Phase.STARTED)
    .scalar_subquery()
)


def _procedure(row: Any, made: Made) -> Record:
    authority, slug, ref, name, title, purpose, plan, years, phase, started, changed = row
    return (
        ref, authority, name, slug, title, text(purpose), text(plan), text(years),
        phase.value, phase.label, started, changed, f"{made.base}/{authority}/{slug}/",
    )  # fmt: skip


PROCEDURES = Dataset(
    code="procedimenti",
    title="Procedimenti di co-programmazione",
    description="I procedimenti avviati, con il piano a cui servono e la fase in cui sono.",
    columns=(
        ID,
        AUTHORITY,
        Column("amministrazione_nome", "Nome dell'amministrazione", "Per esteso.", always=True),
        PROCEDURE,
        Column("titolo", "Titolo", "Come si chiama il procedimento.", always=True),
        Column("oggetto", "Oggetto", "Di che cosa si occupa."),
        Column("piano", "Piano", "Il piano a cui serve."),
        Column("anni", "Anni", "Gli anni del piano."),
        Column(
            "fase", "Fase", "Dove è arrivato.",
            words=words_of(Phase, without=frozenset({Phase.DRAFT})), always=True,
        ),
        Column("fase_descrizione", "Fase in parole", "La fase in italiano.", always=True),
        Column("avviato", "Avviato", "Quando è stato avviato.", Kind.INSTANT),
        Column("modificato", "Ultima fase", "Quando è entrato nella fase in cui è.", Kind.INSTANT),
        PAGE,
    ),
    query=select(  # type: ignore[call-overload]
        Procedure.id,
        Authority.slug,
        Procedure.slug,
        Procedure.public_id,
        Authority.name,
        Procedure.title,
        Procedure.purpose,
        Procedure.plan_name,
        Procedure.plan_years,
        Procedure.phase,
        _STARTED,
        _LAST_STEP,
    )
    .select_from(Procedure)
    .join(Authority, col(Procedure.authority_id) == col(Authority.id))
    .where(Procedure.phase != Phase.DRAFT),
    key=col(Procedure.id),
    shape=_procedure,
    ref=col(Procedure.public_id),
    changed=_LAST_STEP,
)  # fmt: skip


def _tavolo(row: Any, made: Made) -> Record:
    authority, slug, ref, position, name, description = row
    return (ref, authority, slug, position, name, text(description))


TAVOLI = Dataset(
    code="tavoli",
    title="Tavoli",
    description="I tavoli tematici di ogni procedimento.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("ordine", "Ordine", "Il posto nell'elenco.", Kind.INTEGER, always=True),
        Column("nome", "Nome", "Come si chiama il tavolo.", always=True),
        Column("descrizione", "Descrizione", "Di che cosa si occupa."),
    ),
    query=public_rows(
        Tavolo.public_id, Tavolo.position, Tavolo.name, Tavolo.description, model=Tavolo
    ),
    key=col(Tavolo.id),
    shape=_tavolo,
    ref=col(Tavolo.public_id),
    tavolo=col(Tavolo.public_id),
)


def _meeting(row: Any, made: Made) -> Record:
    authority, slug, ref, code, kind, title, yields, start, end, *rest = row
    place, address, access, public, changed, cancelled, why = rest
    return (
        ref, authority, slug, text(code), kind.value, kind.label, title,
        yields.value if yields else None, start, end, text(place), text(address), text(access),
        public, cancelled is not None, text(why) if cancelled else None, changed,
        f"{made.base}/{authority}/{slug}/calendario/{ref}",
    )  # fmt: skip


MEETINGS = Dataset(
    code="incontri",
    title="Incontri",
    description="Il calendario: incontri informativi, laboratori, restituzione; anche gli annullati.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("codice", "Codice", "La sigla data dall'ufficio."),
        Column("tipo", "Tipo", "Che incontro è.", words=words_of(MeetingKind), always=True),
        Column("tipo_descrizione", "Tipo in parole", "Il tipo in italiano.", always=True),
        Column("titolo", "Titolo", "Come si chiama.", always=True),
        Column(
            "definisce", "Che cosa definisce", "Per i laboratori.", words=words_of(LaboratoryKind)
        ),
        Column("inizio", "Inizio", "Quando comincia.", Kind.INSTANT, always=True),
        Column("fine", "Fine", "Quando finisce.", Kind.INSTANT, always=True),
        Column("luogo", "Luogo", "Il nome del posto."),
        Column("indirizzo", "Indirizzo", "Dove si trova."),
        Column("accessibilita", "Come arrivare", "Mezzi, ingressi, aiuti."),
        Column(
            "aperto", "Aperto a tutti", "Falso se si viene su invito.", Kind.BOOLEAN, always=True
        ),
        Column("annullato", "Annullato", "Vero se non si tiene.", Kind.BOOLEAN, always=True),
        Column("annullato_perche", "Perché è annullato", "La ragione."),
        Column("modificato", "Modificato", "L'ultimo cambiamento.", Kind.INSTANT, always=True),
        PAGE,
    ),
    query=public_rows(
        Meeting.public_id,
        Meeting.code,
        Meeting.kind,
        Meeting.title,
        Meeting.yields,
        Meeting.starts_at,
        Meeting.ends_at,
        Meeting.place_name,
        Meeting.address,
        Meeting.access_note,
        Meeting.public,
        Meeting.changed_at,
        Meeting.cancelled_at,
        Meeting.cancelled_reason,
        model=Meeting,
    ),
    key=col(Meeting.id),
    shape=_meeting,
    ref=col(Meeting.public_id),
    changed=col(Meeting.changed_at),
)

ALL = (PROCEDURES, TAVOLI, MEETINGS)
