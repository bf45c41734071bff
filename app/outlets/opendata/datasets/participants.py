"""Who takes part: bodies of the published lists, never persons."""

from typing import Any

from sqlmodel import col

from app.outlets.opendata.columns import (
    AUTHORITY,
    ID,
    PROCEDURE,
    Column,
    Kind,
    Record,
    words_of,
)
from app.outlets.opendata.dataset import Dataset, Made, pair_key, public_rows
from app.people.ets.models import Ets
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.domande.models import Domanda, DomandaMember, DomandaTavolo
from app.steps.examination.enums import DECIDED
from app.steps.examination.models import Admission, Decision
from app.steps.procedures.models import Act, Tavolo

_UNDECIDED = frozenset(ExaminationState) - frozenset(DECIDED)
# A domanda with a reserve stands in a later list again: what it asked for stands beside each.
_CHOICE = pair_key(col(Decision.id), col(DomandaTavolo.id))
_MEMBER = pair_key(col(Decision.id), col(DomandaMember.id))
_PARTICIPANT = Column(
    "partecipante_id", "Partecipante", "La riga di «partecipanti» a cui si riferisce.", always=True
)


def _participant(row: Any, made: Made) -> Record:
    authority, slug, ref, number, organ, act, adopted, body, name, outcome, state, published = row
    return (
        ref, authority, slug, number, organ, act, adopted, body, name,
        outcome.value, outcome.label, state is DomandaState.WITHDRAWN, published,
    )  # fmt: skip


PARTICIPANTS = Dataset(
    code="partecipanti",
    title="Enti degli elenchi pubblicati",
    description=(
        "Gli enti ammessi, ammessi con riserva e non ammessi, elenco per elenco. Un ente torna in "
        "un elenco successivo che scioglie la sua riserva. Mai le persone, mai le ragioni."
    ),
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("elenco", "Elenco", "Il numero dell'elenco.", Kind.INTEGER, always=True),
        Column("atto_organo", "Organo", "Chi ha adottato l'atto.", always=True),
        Column("atto_numero", "Numero dell'atto", "Come lo numera l'organo.", always=True),
        Column("atto_data", "Data dell'atto", "Quando è stato adottato.", Kind.DATE, always=True),
        Column("ente_id", "Ente", "Lo stesso di «contributi», dove l'ente ha un profilo."),
        Column("ente", "Nome dell'ente", "Come sta nella domanda.", always=True),
        Column(
            "esito", "Esito", "Che cosa dice l'elenco.",
            words=words_of(ExaminationState, without=_UNDECIDED), always=True,
        ),
        Column("esito_descrizione", "Esito in parole", "L'esito in italiano.", always=True),
        Column("ritirato", "Ritirato", "Vero se poi si è ritirato.", Kind.BOOLEAN, always=True),
        Column("pubblicato", "Pubblicato", "Quando è uscito l'elenco.", Kind.INSTANT, always=True),
    ),
    query=public_rows(
        Decision.public_id,
        Admission.number,
        Act.organ,
        Act.number,
        Act.adopted_on,
        Ets.public_id,
        Domanda.body_name,
        Decision.outcome,
        Domanda.state,
        Admission.published_at,
        model=Decision,
    )
    .join(Admission, col(Decision.admission_id) == col(Admission.id))
    .join(Act, col(Admission.act_id) == col(Act.id))
    .join(Domanda, col(Decision.domanda_id) == col(Domanda.id))
    .outerjoin(Ets, col(Domanda.ets_id) == col(Ets.id)),
    key=col(Decision.id),
    shape=_participant,
    ref=col(Decision.public_id),
    changed=col(Admission.published_at),
    outcome=col(Decision.outcome),
)  # fmt: skip


def _choice(row: Any, made: Made) -> Record:
    authority, slug, participant, tavolo, name, preference = row
    return (authority, slug, participant, tavolo, name, preference)


CHOICES = Dataset(
    code="tavoli-dei-partecipanti",
    title="Tavoli scelti dagli enti",
    description="I tavoli per cui ogni ente degli elenchi pubblicati si è proposto.",
    columns=(
        AUTHORITY,
        PROCEDURE,
        _PARTICIPANT,
        Column("tavolo_id", "Tavolo", "La riga di «tavoli».", always=True),
        Column("tavolo", "Nome del tavolo", "Come si chiama.", always=True),
        Column("preferenza", "Preferenza", "Da 1, la prima.", Kind.INTEGER, always=True),
    ),
    query=public_rows(
        Decision.public_id,
        Tavolo.public_id,
        Tavolo.name,
        DomandaTavolo.preference,
        model=DomandaTavolo,
        key=_CHOICE,
    )
    .join(Decision, col(Decision.domanda_id) == col(DomandaTavolo.domanda_id))
    .join(Admission, col(Decision.admission_id) == col(Admission.id))
    .join(Tavolo, col(DomandaTavolo.tavolo_id) == col(Tavolo.id)),
    key=_CHOICE,
    shape=_choice,
    tavolo=col(Tavolo.public_id),
)


def _member(row: Any, made: Made) -> Record:
    authority, slug, participant, name = row
    return (authority, slug, participant, name)


MEMBERS = Dataset(
    code="enti-insieme",
    title="Enti che partecipano insieme a un capofila",
    description="Chi si è presentato insieme a un ente degli elenchi pubblicati.",
    columns=(
        AUTHORITY,
        PROCEDURE,
        _PARTICIPANT,
        Column("ente", "Nome dell'ente", "Come sta nella domanda.", always=True),
    ),
    query=public_rows(Decision.public_id, DomandaMember.name, model=DomandaMember, key=_MEMBER)
    .join(Decision, col(Decision.domanda_id) == col(DomandaMember.domanda_id))
    .join(Admission, col(Decision.admission_id) == col(Admission.id)),
    key=_MEMBER,
    shape=_member,
)

ALL = (PARTICIPANTS, CHOICES, MEMBERS)
