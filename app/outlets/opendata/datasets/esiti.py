"""What became of contributions and of nodes: every published step, none replaced."""

from typing import Any

from sqlalchemy import case
from sqlmodel import col

from app.outlets.opendata.columns import AUTHORITY, ID, PROCEDURE, Column, Kind, Record, words_of
from app.outlets.opendata.columns import text as given
from app.outlets.opendata.dataset import Dataset, Made, public_rows, restituted
from app.outlets.opendata.datasets.contributions import PUBLIC_REF
from app.outlets.opendata.datasets.synthesis import PUBLIC_NODE
from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome
from app.steps.esiti.models import Esito, NodeEsito
from app.steps.plans.models import PlanItem
from app.steps.procedures.models import Act, Tavolo
from app.steps.synthesis.models import Node


def _told(rest: Any) -> Record:
    """What esiti of contributions and of nodes both say."""
    step, sequence, outcome, reason, passed, item, words, organ, number, adopted, current, at = rest
    return (
        step.value, sequence, outcome.value, outcome.label, given(reason), given(passed), item,
        given(words), organ, number, adopted, current, at,
    )  # fmt: skip


_TOLD = (
    Column("passo", "Passo", "Proposta dell'ufficio o decisione.", words=words_of(EsitoStep), always=True),
    Column("versione", "Versione", "Da 1; le successive si aggiungono.", Kind.INTEGER, always=True),
    Column("esito", "Esito", "Che cosa è diventato.", words=words_of(Outcome), always=True),
    Column("esito_descrizione", "Esito in parole", "L'esito in italiano.", always=True),
    Column("ragione", "Ragione", "Perché."),
    Column("trasmesso_a", "Trasmesso a", "A quale altro ente."),
    Column("voce_del_piano_id", "Voce del piano", "La riga di «piano», dove c'è."),
    Column("voce_del_piano", "Voce del piano in parole", "Come la dice l'ufficio."),
    Column("atto_organo", "Organo", "Per le decisioni: chi ha adottato l'atto."),
    Column("atto_numero", "Numero dell'atto", "Come lo numera l'organo."),
    Column("atto_data", "Data dell'atto", "Quando è stato adottato.", Kind.DATE),
    Column("vale", "È l'ultimo", "Vero per l'ultimo pubblicato.", Kind.BOOLEAN, always=True),
    Column("pubblicato", "Pubblicato", "Quando è uscito.", Kind.INSTANT, always=True),
)  # fmt: skip


def _columns_of(model: Any) -> tuple[Any, ...]:
    item = case((col(PlanItem.removed_at).is_(None), PlanItem.public_id), else_=None)
    return (
        model.step, model.sequence, model.outcome, model.reason, model.passed_to, item,
        model.plan_item, Act.organ, Act.number, Act.adopted_on, model.current,
        model.published_at,
    )  # fmt: skip


def _joined(query: Any, model: Any) -> Any:
    return (
        query.outerjoin(Act, col(model.act_id) == col(Act.id))
        .outerjoin(PlanItem, col(model.plan_item_id) == col(PlanItem.id))
        .where(model.state == EsitoState.PUBLISHED)
    )


def _esito(row: Any, made: Made) -> Record:
    authority, slug, ref, contribution, number, tavolo, name, node, *rest = row
    return (ref, authority, slug, contribution, number, tavolo, name, node, *_told(rest))


ESITI = Dataset(
    code="esiti",
    title="Esiti dei contributi",
    description=(
        "Che cosa è diventato ogni contributo e perché: ogni passo e ogni versione. Anche dei "
        "contributi non pubblicati, con il solo numero."
    ),
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("contributo_id", "Contributo", "La riga di «contributi»; manca se non è pubblicato."),
        Column("numero", "Numero del contributo", "Unico nel procedimento.", Kind.INTEGER, always=True),
        Column("tavolo_id", "Tavolo", "La riga di «tavoli».", always=True),
        Column("tavolo", "Nome del tavolo", "Come si chiama.", always=True),
        Column("nodo", "Dal nodo", "Il codice del nodo da cui viene, se non è suo proprio."),
        *_TOLD,
    ),
    query=_joined(
        public_rows(
            Esito.public_id,
            PUBLIC_REF,
            Contribution.number,
            Tavolo.public_id,
            Tavolo.name,
            case((col(Node.removed_at).is_(None), Node.code), else_=None),
            *_columns_of(Esito),
            model=Esito,
        )
        .join(Contribution, col(Esito.contribution_id) == col(Contribution.id))
        .join(Tavolo, col(Contribution.tavolo_id) == col(Tavolo.id))
        .outerjoin(Node, col(Esito.node_id) == col(Node.id)),
        Esito,
    ).where(col(Contribution.state).in_(FOR_SYNTHESIS), restituted()),
    key=col(Esito.id),
    shape=_esito,
    ref=col(Esito.public_id),
    changed=col(Esito.published_at),
    tavolo=col(Tavolo.public_id),
    outcome=col(Esito.outcome),
)  # fmt: skip


def _of_node(row: Any, made: Made) -> Record:
    authority, slug, ref, node, code, *rest = row
    return (ref, authority, slug, node, code, *_told(rest))


NODE_ESITI = Dataset(
    code="esiti-dei-nodi",
    title="Esiti di bisogni, obiettivi e interventi",
    description="Che cosa è diventato ogni nodo della sintesi; i suoi contributi lo ereditano.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("nodo_id", "Nodo", "La riga di «nodi».", always=True),
        Column("nodo", "Codice del nodo", "Il suo codice.", always=True),
        *_TOLD,
    ),
    query=_joined(
        public_rows(
            NodeEsito.public_id,
            Node.public_id,
            Node.code,
            *_columns_of(NodeEsito),
            model=NodeEsito,
        ).join(Node, col(NodeEsito.node_id) == col(Node.id)),
        NodeEsito,
    ).where(PUBLIC_NODE),
    key=col(NodeEsito.id),
    shape=_of_node,
    ref=col(NodeEsito.public_id),
    changed=col(NodeEsito.published_at),
    outcome=col(NodeEsito.outcome),
)

ALL = (ESITI, NODE_ESITI)
