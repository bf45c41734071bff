"""What the tavoli put first, with the rule they used; advisory, from the restitution on."""

from typing import Any

from sqlalchemy import and_, case
from sqlmodel import col

from app.law.priorities import BallotRule
from app.outlets.opendata.columns import (
    AUTHORITY,
    ID,
    PAGE,
    PROCEDURE,
    Column,
    Kind,
    Record,
    words_of,
)
from app.outlets.opendata.columns import text as given
from app.outlets.opendata.dataset import Dataset, Made, public_rows, restituted, restituted_at
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.priorities.models import Ballot, BallotResult
from app.steps.priorities.navigation import PUBLIC_PRIORITIES
from app.steps.procedures.models import Tavolo
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.models import Node

# As the public page: what was recorded by mistake is withdrawn and shown to nobody.
PUBLIC_BALLOT = and_(col(Ballot.withdrawn_at).is_(None), restituted())
SHARED_AT = restituted_at()


def _ballot(row: Any, made: Made) -> Record:
    authority, slug, ref, tavolo, name, meeting, held, at, kind, rule, *rest = row
    words, measure, bodies, reason, shared = rest
    return (
        ref, authority, slug, tavolo, name, meeting, given(held), at, kind.value, kind.label,
        rule.value, rule.label, given(words), measure, bodies, given(reason), shared,
        f"{made.base}/{authority}/{slug}{PUBLIC_PRIORITIES}",
    )  # fmt: skip


BALLOTS = Dataset(
    code="voti-dei-tavoli",
    title="Voti e ordini dei tavoli",
    description="Quando e con quale regola i tavoli hanno detto che cosa viene prima: è consultivo. Il valore di ogni nodo è in «priorita-dei-tavoli».",
    columns=(
        ID,
        AUTHORITY,
        PROCEDURE,
        Column("tavolo_id", "Tavolo", "La riga di «tavoli»; manca per la plenaria."),
        Column("tavolo", "Nome del tavolo", "Manca per la plenaria."),
        Column("incontro", "Incontro", "In quale laboratorio.", always=True),
        Column("sessione", "Sessione", "In quale sua parte."),
        Column("tenuto", "Tenuto", "Quando.", Kind.INSTANT, always=True),
        Column("tipo", "Di che cosa", "Quali nodi.", words=words_of(NodeKind), always=True),
        Column("tipo_descrizione", "Di che cosa, in parole", "Il tipo in italiano.", always=True),
        Column("regola", "Regola", "Come si è votato.", words=words_of(BallotRule), always=True),
        Column("regola_descrizione", "Regola in parole", "La regola in italiano.", always=True),
        Column("regola_testo", "Come dice la regola", "Le parole dell'ufficio."),
        Column(
            "misura",
            "Misura",
            "Punti di ogni ente, oppure quante posizioni; manca nelle altre regole.",
            Kind.INTEGER,
        ),
        Column("enti", "Enti", "Quanti hanno votato.", Kind.INTEGER, always=True),
        Column("ragione", "Ragione", "Perché viene prima."),
        Column(
            "pubblicato", "Pubblicato", "Il giorno della restituzione.", Kind.INSTANT, always=True
        ),
        PAGE,
    ),
    query=public_rows(
        Ballot.public_id,
        Tavolo.public_id,
        Tavolo.name,
        Meeting.title,
        MeetingSession.title,
        MeetingSession.starts_at,
        Ballot.kind,
        Ballot.rule,
        Ballot.rule_words,
        Ballot.measure,
        Ballot.bodies,
        Ballot.reason,
        SHARED_AT,
        model=Ballot,
    )
    .join(MeetingSession, col(Ballot.session_id) == col(MeetingSession.id))
    .join(Meeting, col(MeetingSession.meeting_id) == col(Meeting.id))
    .outerjoin(Tavolo, col(Ballot.tavolo_id) == col(Tavolo.id))
    .where(PUBLIC_BALLOT),
    key=col(Ballot.id),
    shape=_ballot,
    ref=col(Ballot.public_id),
    changed=SHARED_AT,
    tavolo=col(Tavolo.public_id),
)  # fmt: skip


def _result(row: Any, made: Made) -> Record:
    authority, slug, ballot, node, code, rule, value, note = row
    return (authority, slug, ballot, node, code, value, rule.unit, given(note))


RESULTS = Dataset(
    code="priorita-dei-tavoli",
    title="Che cosa hanno messo prima i tavoli",
    description="Quello che ogni nodo ha avuto in ogni voto. Non si fanno medie: regole diverse non si sommano.",
    columns=(
        AUTHORITY,
        PROCEDURE,
        Column("voto_id", "Voto", "La riga di «voti-dei-tavoli».", always=True),
        Column("nodo_id", "Nodo", "La riga di «nodi»; manca se non è più nella sintesi."),
        Column("nodo", "Codice del nodo", "Resta anche se non è più nella sintesi.", always=True),
        Column(
            "valore",
            "Valore",
            "Punti, voti, posizione (0: nessuna) o grado di consenso (2: di tutti, 1: con riserve, 0: nessuno).",
            Kind.INTEGER,
            unit="quella della colonna «unita»",
            always=True,
        ),
        Column("unita", "Unità di misura", "Che cosa conta il valore.", always=True),
        Column("nota", "Nota", "Le parole del tavolo sul nodo."),
    ),
    query=public_rows(
        Ballot.public_id,
        case((col(Node.removed_at).is_(None), Node.public_id), else_=None),
        Node.code,
        Ballot.rule,
        BallotResult.value,
        BallotResult.note,
        model=BallotResult,
    )
    .join(Ballot, col(BallotResult.ballot_id) == col(Ballot.id))
    .join(Node, col(BallotResult.node_id) == col(Node.id))
    .where(PUBLIC_BALLOT),
    key=col(BallotResult.id),
    shape=_result,
    changed=SHARED_AT,
)  # fmt: skip

ALL = (BALLOTS, RESULTS)
