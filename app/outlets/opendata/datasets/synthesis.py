"""The shared nodes, what they are drawn from and how they lead to each other, once public."""

from typing import Any

from sqlalchemy import and_
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.outlets.opendata.columns import AUTHORITY, ID, PROCEDURE, Column, Kind, Record, words_of
from app.outlets.opendata.columns import text as given
from app.outlets.opendata.dataset import Dataset, Made, public_rows, restituted, restituted_at
from app.outlets.opendata.datasets.contributions import PUBLIC_REF
from app.outlets.opendata.datasets.details import cells_of, column_of, fields_of
from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.procedures.models import Tavolo
from app.steps.synthesis.details import DETAILS
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.models import Node, NodeLink, NodeSource
from app.steps.synthesis.picture import REREADING, veiled_details
from app.steps.synthesis.queries.history import waits_to_be_reread

FIELDS = fields_of(DETAILS.values())
PUBLIC_NODE = and_(col(Node.removed_at).is_(None), restituted())
SHARED_AT = restituted_at()
_AFTER = aliased(Node)


def _node(row: Any, made: Made) -> Record:
    authority, slug, ref, kind, code, title, words, tavolo, name, details, shared, waits = row
    if waits:
        title, words, details = REREADING, None, veiled_details(details)
    return (
        ref, authority, slug, code, kind.value, kind.label, title, given(words), tavolo, name,
        shared, f"{made.base}/{authority}/{slug}/quadro", *cells_of(FIELDS, details),
    )  # fmt: skip


NODES = Dataset(
    code="nodi",
    title="Bisogni, obiettivi, interventi e aree",
    description="La sintesi condivisa, dal giorno della restituzione: il quadro dei bisogni e dell'offerta.",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("codice", "Codice", "B, O, I o A e un numero: non si dà due volte.", always=True),
        Column("tipo", "Tipo", "Che cos'è.", words=words_of(NodeKind), always=True),
        Column("tipo_descrizione", "Tipo in parole", "Il tipo in italiano.", always=True),
        Column(
            "titolo",
            "Titolo",
            "In poche parole; «(in rilettura)» finché l'ufficio lo rilegge.",
            always=True,
        ),
        Column("testo", "Testo", "Per intero; manca durante una rilettura."),
        Column("tavolo_id", "Tavolo", "La riga di «tavoli», se è di uno solo."),
        Column("tavolo", "Nome del tavolo", "Come si chiama."),
        Column(
            "pubblicato", "Pubblicato", "Il giorno della restituzione.", Kind.INSTANT, always=True
        ),
        Column("pagina", "Pagina", "Dove si legge in rete.", Kind.ADDRESS, always=True),
        *(column_of(field) for field in FIELDS),
    ),
    query=public_rows(
        Node.public_id,
        Node.kind,
        Node.code,
        Node.title,
        Node.text,
        Tavolo.public_id,
        Tavolo.name,
        Node.details,
        SHARED_AT,
        waits_to_be_reread(col(Node.id)),
        model=Node,
    )
    .outerjoin(Tavolo, col(Node.tavolo_id) == col(Tavolo.id))
    .where(PUBLIC_NODE),
    key=col(Node.id),
    shape=_node,
    ref=col(Node.public_id),
    changed=SHARED_AT,
    tavolo=col(Tavolo.public_id),
)


def _source(row: Any, made: Made) -> Record:
    authority, slug, node, code, contribution, number = row
    return (authority, slug, node, code, contribution, number)


SOURCES = Dataset(
    code="fonti-dei-nodi",
    title="Da quali contributi viene ogni nodo",
    description="Il filo dal contributo alla sintesi: un contributo può stare in più nodi.",
    columns=(
        AUTHORITY,
        PROCEDURE,
        Column("nodo_id", "Nodo", "La riga di «nodi».", always=True),
        Column("nodo", "Codice del nodo", "Il suo codice.", always=True),
        Column(
            "contributo_id", "Contributo", "La riga di «contributi»; manca se non è pubblicato."
        ),
        Column(
            "numero", "Numero del contributo", "Unico nel procedimento.", Kind.INTEGER, always=True
        ),
    ),
    query=public_rows(
        Node.public_id,
        Node.code,
        PUBLIC_REF,
        Contribution.number,
        model=NodeSource,
    )
    .join(Node, col(NodeSource.node_id) == col(Node.id))
    .join(Contribution, col(NodeSource.contribution_id) == col(Contribution.id))
    .where(PUBLIC_NODE, col(Contribution.state).in_(FOR_SYNTHESIS)),
    key=col(NodeSource.id),
    shape=_source,
    changed=SHARED_AT,
)


def _link(row: Any, made: Made) -> Record:
    authority, slug, start, start_code, end, end_code = row
    return (authority, slug, start, start_code, end, end_code)


LINKS = Dataset(
    code="collegamenti-dei-nodi",
    title="Come i nodi portano l'uno all'altro",
    description="Dal bisogno all'obiettivo, dall'obiettivo all'intervento o all'area.",
    columns=(
        AUTHORITY,
        PROCEDURE,
        Column("da_id", "Da", "La riga di «nodi».", always=True),
        Column("da", "Codice di partenza", "Il codice del nodo.", always=True),
        Column("a_id", "A", "La riga di «nodi».", always=True),
        Column("a", "Codice di arrivo", "Il codice del nodo.", always=True),
    ),
    query=public_rows(Node.public_id, Node.code, _AFTER.public_id, _AFTER.code, model=NodeLink)
    .join(Node, col(NodeLink.from_node_id) == col(Node.id))
    .join(_AFTER, col(NodeLink.to_node_id) == col(_AFTER.id))
    .where(PUBLIC_NODE, col(_AFTER.removed_at).is_(None)),
    key=col(NodeLink.id),
    shape=_link,
    changed=SHARED_AT,
)

ALL = (NODES, SOURCES, LINKS)
