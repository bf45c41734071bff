"""The plan: its items, the way to its approval, and which node went into which item."""

from typing import Any

from sqlalchemy import and_, case, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.outlets.opendata.columns import (
    AUTHORITY,
    ID,
    PROCEDURE,
    Column,
    Kind,
    Record,
    euro,
    words_of,
)
from app.outlets.opendata.columns import text as given
from app.outlets.opendata.dataset import Dataset, Made, public_rows, restituted
from app.outlets.opendata.datasets.synthesis import PUBLIC_NODE
from app.steps.coverage.models import PlanLink
from app.steps.plans.enums import ItemState, Level, PlanActKind
from app.steps.plans.models import Plan, PlanAct, PlanItem, PlanPartner
from app.steps.procedures.models import Procedure
from app.steps.synthesis.models import Node

# The same rule as `plans.queries.is_plan_public`, for a query over many procedures.
PUBLIC_PLAN = or_(
    restituted(),
    select(Plan.id)
    .where(col(Plan.procedure_id) == col(Procedure.id), col(Plan.published_at).is_not(None))
    .exists(),
)
PUBLIC_ITEM = and_(col(PlanItem.removed_at).is_(None), PUBLIC_PLAN)
ITEM_REF = case((col(PlanItem.removed_at).is_(None), PlanItem.public_id), else_=None)
_PARENT = aliased(PlanItem)


def _item(row: Any, made: Made) -> Record:
    authority, slug, ref, level, code, title, words, parent, owner, due, cents, state, sector = row
    return (
        ref, authority, slug, code, level.value, level.label, title, given(words), parent,
        given(owner), due, euro(cents), state.value, state.label, given(sector),
    )  # fmt: skip


ITEMS = Dataset(
    code="piano",
    title="Voci del piano",
    description="Obiettivi, programmi e attività del piano, da quando è pubblico.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("codice", "Codice", "Quello dell'ufficio: non si dà a un'altra voce.", always=True),
        Column(
            "livello", "Livello", "Dall'obiettivo all'attività.", words=words_of(Level), always=True
        ),
        Column("livello_descrizione", "Livello in parole", "Il livello in italiano.", always=True),
        Column("titolo", "Titolo", "Come si chiama.", always=True),
        Column("testo", "Testo", "Per intero."),
        Column("dentro_id", "Sta dentro", "La voce che la contiene."),
        Column("responsabile", "Responsabile", "L'ufficio o l'ente che la porta avanti."),
        Column("scadenza", "Scadenza", "Entro quando.", Kind.DATE),
        Column("importo", "Importo", "Quanto è previsto.", Kind.NUMBER, unit="euro"),
        Column("stato", "Stato", "A che punto è.", words=words_of(ItemState), always=True),
        Column("stato_descrizione", "Stato in parole", "Lo stato in italiano.", always=True),
        Column("settore", "Settore", "Il settore del piano."),
    ),
    query=public_rows(
        PlanItem.public_id,
        PlanItem.level,
        PlanItem.code,
        PlanItem.title,
        PlanItem.text,
        case((col(_PARENT.removed_at).is_(None), _PARENT.public_id), else_=None),
        PlanItem.owner,
        PlanItem.due_on,
        PlanItem.amount_cents,
        PlanItem.state,
        PlanItem.sector,
        model=PlanItem,
    )
    .outerjoin(_PARENT, col(PlanItem.parent_id) == col(_PARENT.id))
    .where(PUBLIC_ITEM),
    key=col(PlanItem.id),
    shape=_item,
    ref=col(PlanItem.public_id),
)


def _act(row: Any, made: Made) -> Record:
    authority, slug, ref, kind, partner, organ, number, adopted, expected, subject = row
    return (
        ref, authority, slug, kind.value, kind.label, partner, organ, given(number), adopted,
        expected, given(subject),
    )  # fmt: skip


ACTS = Dataset(
    code="atti-del-piano",
    title="Il percorso del piano",
    description="Intese, pareri e atti di ogni organo verso l'approvazione; anche quelli attesi.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("tipo", "Tipo", "Che atto è.", words=words_of(PlanActKind), always=True),
        Column("tipo_descrizione", "Tipo in parole", "Il tipo in italiano.", always=True),
        Column("di_chi", "Di quale amministrazione", "Manca se è di quella che guida il piano."),
        Column("organo", "Organo", "Chi lo adotta.", always=True),
        Column("numero", "Numero", "Come lo numera l'organo."),
        Column("adottato", "Adottato", "Manca se è atteso.", Kind.DATE),
        Column("atteso", "Atteso", "Quando è previsto.", Kind.DATE),
        Column("oggetto", "Oggetto", "Di che cosa dispone."),
    ),
    query=public_rows(
        PlanAct.public_id,
        PlanAct.kind,
        PlanPartner.name,
        PlanAct.organ,
        PlanAct.number,
        PlanAct.adopted_on,
        PlanAct.expected_on,
        PlanAct.subject,
        model=PlanAct,
    )
    .outerjoin(PlanPartner, col(PlanAct.partner_id) == col(PlanPartner.id))
    .where(PUBLIC_PLAN),
    key=col(PlanAct.id),
    shape=_act,
    ref=col(PlanAct.public_id),
)


def _link(row: Any, made: Made) -> Record:
    authority, slug, ref, node, code, item, item_code, why, at = row
    return (ref, authority, slug, node, code, item, item_code, given(why), at)


LINKS = Dataset(
    code="collegamenti-del-piano",
    title="Da quali nodi viene ogni voce del piano",
    description="Che cosa del piano viene dalla partecipazione, e perché.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("nodo_id", "Nodo", "La riga di «nodi».", always=True),
        Column("nodo", "Codice del nodo", "Il suo codice.", always=True),
        Column("voce_id", "Voce del piano", "La riga di «piano».", always=True),
        Column("voce", "Codice della voce", "Il suo codice.", always=True),
        Column("perche", "Perché", "In che modo la voce viene dal nodo."),
        Column("collegato", "Collegato", "Quando è stato scritto.", Kind.INSTANT, always=True),
    ),
    query=public_rows(
        PlanLink.public_id,
        Node.public_id,
        Node.code,
        PlanItem.public_id,
        PlanItem.code,
        PlanLink.why,
        PlanLink.at,
        model=PlanLink,
    )
    .join(Node, col(PlanLink.node_id) == col(Node.id))
    .join(PlanItem, col(PlanLink.item_id) == col(PlanItem.id))
    .where(PUBLIC_NODE, PUBLIC_ITEM, col(PlanLink.ended_at).is_(None)),
    key=col(PlanLink.id),
    shape=_link,
    ref=col(PlanLink.public_id),
    changed=col(PlanLink.at),
)

ALL = (ITEMS, ACTS, LINKS)
