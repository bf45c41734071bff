"""The contributions in their published words; withheld ones with their number only."""

from typing import Any

from sqlalchemy import case
from sqlmodel import and_, col, func, or_, select

from app.outlets.opendata.columns import (
    AUTHORITY,
    PROCEDURE,
    Column,
    Kind,
    Record,
    text,
    words_of,
)
from app.outlets.opendata.dataset import Dataset, Made, public_rows, restituted
from app.outlets.opendata.datasets.details import cells_of, column_of, fields_of
from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting
from app.steps.contributions.details import DETAILS
from app.steps.contributions.enums import PUBLIC, ContributionKind, ContributionState, Moment
from app.steps.contributions.models import Contribution, ModerationStep
from app.steps.esiti.enums import EsitoState
from app.steps.esiti.models import Esito
from app.steps.procedures.models import Tavolo

FIELDS = fields_of(DETAILS.values())
_HIDDEN = frozenset(ContributionState) - PUBLIC - {ContributionState.WITHHELD}
_ANSWERED = (
    select(Esito.id)
    .where(col(Esito.contribution_id) == col(Contribution.id), Esito.state == EsitoState.PUBLISHED)
    .exists()
)
_MOVED = (
    select(func.max(ModerationStep.at))
    .where(col(ModerationStep.contribution_id) == col(Contribution.id))
    .scalar_subquery()
)
_WITHHELD = col(Contribution.state) == ContributionState.WITHHELD
# What the public pages show: published words, and withheld ones once their esito is public.
SHOWN = or_(col(Contribution.state).in_(PUBLIC), and_(_WITHHELD, _ANSWERED, restituted()))
# One that is not public has no name outside.
PUBLIC_REF = case((col(Contribution.state).in_(PUBLIC), Contribution.public_id), else_=None)
CHANGED = func.coalesce(_MOVED, Contribution.published_at)


def _contribution(row: Any, made: Made) -> Record:
    authority, slug, ref, number, kind, state, moment, title, words, details, *rest = row
    body, name, tavolo, tavolo_name, meeting, meeting_title, sent, published, changed = rest
    if state is ContributionState.WITHHELD:
        own: Record = (None,) * 13
        more: Record = (None,) * len(FIELDS)
        return (
            None, authority, slug, number, state.value, state.label, tavolo, tavolo_name,
            changed, *own, *more,
        )  # fmt: skip
    own = (
        kind.value, kind.label, moment.value if moment else None, text(title), text(words), body,
        name, meeting, text(meeting_title), sent, published,
        f"{made.base}/{authority}/{slug}/contributi/{ref}",
        state is ContributionState.REDACTED,
    )  # fmt: skip
    return (
        ref, authority, slug, number, state.value, state.label, tavolo, tavolo_name, changed,
        *own, *cells_of(FIELDS, details),
    )  # fmt: skip


CONTRIBUTIONS = Dataset(
    code="contributi",
    title="Contributi",
    description=(
        "I contributi degli enti come sono pubblicati. Di quelli non pubblicati restano il numero e "
        "il tavolo, da quando il loro esito è pubblico: né parole, né ente, né identificativo."
    ),
    columns=(
        Column("id", "Identificativo", "Stabile; manca se il contributo non è pubblicato."),
        AUTHORITY,
        PROCEDURE,
        Column("numero", "Numero", "Unico nel procedimento.", Kind.INTEGER, always=True),
        Column(
            "stato", "Stato", "Se e come è pubblicato.",
            words=words_of(ContributionState, without=_HIDDEN), always=True,
        ),
        Column("stato_descrizione", "Stato in parole", "Lo stato in italiano.", always=True),
        Column("tavolo_id", "Tavolo", "La riga di «tavoli».", always=True),
        Column("tavolo", "Nome del tavolo", "Come si chiama.", always=True),
        Column("modificato", "Modificato", "L'ultimo cambiamento di stato.", Kind.INSTANT),
        Column("tipo", "Tipo", "Che cosa porta.", words=words_of(ContributionKind)),
        Column("tipo_descrizione", "Tipo in parole", "Il tipo in italiano."),
        Column("momento", "Momento", "Rispetto al laboratorio.", words=words_of(Moment)),
        Column("titolo", "Titolo", "Come è pubblicato."),
        Column("testo", "Testo", "Come è pubblicato, per intero."),
        Column("ente_id", "Ente", "Chi lo ha portato."),
        Column("ente", "Nome dell'ente", "Chi lo ha portato."),
        Column("incontro_id", "Incontro", "La riga di «incontri», per un laboratorio."),
        Column("incontro", "Titolo dell'incontro", "Come si chiama."),
        Column("inviato", "Inviato", "Quando è arrivato.", Kind.INSTANT),
        Column("pubblicato", "Pubblicato", "Quando è uscito.", Kind.INSTANT),
        Column("pagina", "Pagina", "Dove si legge in rete.", Kind.ADDRESS),
        Column("oscurato", "Oscurato", "Vero se ci sono omissis.", Kind.BOOLEAN),
        *(column_of(field) for field in FIELDS),
    ),
    query=public_rows(
        Contribution.public_id,
        Contribution.number,
        Contribution.kind,
        Contribution.state,
        Contribution.moment,
        Contribution.published_title,
        Contribution.published_text,
        Contribution.published_details,
        Ets.public_id,
        Ets.name,
        Tavolo.public_id,
        Tavolo.name,
        Meeting.public_id,
        Meeting.title,
        Contribution.submitted_at,
        Contribution.published_at,
        CHANGED,
        model=Contribution,
    )
    .join(Ets, col(Contribution.ets_id) == col(Ets.id))
    .join(Tavolo, col(Contribution.tavolo_id) == col(Tavolo.id))
    .outerjoin(Meeting, col(Contribution.meeting_id) == col(Meeting.id))
    .where(SHOWN),
    key=col(Contribution.id),
    shape=_contribution,
    ref=PUBLIC_REF,
    changed=CHANGED,
    tavolo=col(Tavolo.public_id),
)  # fmt: skip

ALL = (CONTRIBUTIONS,)
