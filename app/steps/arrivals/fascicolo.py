"""What this room hands over for the file of a procedure: who typed what a body sent another way.

Never public: it names persons. Source: DPR 445/2000, art. 53.
"""

from collections.abc import Iterator

from sqlmodel import Session, col, func, select

from app.core.documents.document import Block, Document, Facts, Heading, ListBlock, Note, Table
from app.core.documents.pieces import Chapter, Piece, Records, file_name, html_page
from app.core.files.models import StoredFile
from app.core.i18n import instant_words
from app.law.sources import DPR445_53
from app.people.accounts.models import Account
from app.steps.arrivals.models import ArrivalBatch, ArrivalBatchRow
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import Here

_TYPED = "Domande scritte dall'ufficio"
_HEADERS = (
    "Domanda", "Ente", "Arrivata", "Chi firma", "Chi l'ha scritta", "Scritta il",
    "Tabella e riga",
)  # fmt: skip
Loaded = tuple[ArrivalBatch, StoredFile, Account]


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    batches = _batches(session, here)
    numbers = {batch.pk: number for number, (batch, _, _) in enumerate(batches, start=1)}
    rows = _typed_rows(session, here, numbers)
    if rows:
        note = Note(f"Chi scrive e chi firma sono due persone diverse. {DPR445_53.label}.")
        table = Table(_TYPED, _HEADERS, rows, (2, 4, 4, 3, 3, 3, 2), row_headers=True)
        page = _page(here, _TYPED, (note, table))
        yield Piece("scritte-dall-ufficio.html", _TYPED, "domanda", page)
    for batch, file, person in batches:
        title = f"Tabella n. {numbers[batch.pk]} di domande arrivate"
        source, name = f"arrival_batch {batch.public_id}", f"tabella-{numbers[batch.pk]}"
        count = session.exec(
            select(func.count()).where(col(ArrivalBatchRow.batch_id) == batch.pk)
        ).one()
        page = _page(here, title, _batch_blocks(batch, file, person.name, count))
        yield Piece(f"{name}.html", title, source, page)
        path = f"tabelle/{file_name(numbers[batch.pk], file.name)}"
        yield Piece(path, f"{title}: il file com'è arrivato", source, file)


def _batches(session: Session, here: Here) -> list[Loaded]:
    """The loaded tables with who loaded each, in the order they came."""
    query = (
        select(ArrivalBatch, StoredFile, Account)
        .join(StoredFile, col(ArrivalBatch.file_id) == col(StoredFile.id))
        .join(Account, col(ArrivalBatch.made_by_id) == col(Account.id))
        .where(ArrivalBatch.procedure_id == here.procedure.pk)
        .order_by(col(ArrivalBatch.id))
    )
    return list(session.exec(query).all())


def _typed_rows(
    session: Session, here: Here, numbers: dict[int, int]
) -> tuple[tuple[str, ...], ...]:
    """A line for each domanda that somebody of the office typed, by number."""
    query = (
        select(Domanda, Account, ArrivalBatchRow)
        .join(Account, col(Domanda.typed_by_id) == col(Account.id))
        .outerjoin(ArrivalBatchRow, col(ArrivalBatchRow.domanda_id) == col(Domanda.id))
        .where(Domanda.procedure_id == here.procedure.pk)
        .order_by(col(Domanda.year), col(Domanda.number), col(ArrivalBatchRow.id))
    )
    return tuple(
        (
            domanda.register_number,
            domanda.body_name,
            f"{domanda.channel.label}, {instant_words(domanda.filed_at)}"
            if domanda.filed_at
            else domanda.channel.label,
            domanda.signed_by or "—",
            person.name,
            instant_words(domanda.recorded_at) if domanda.recorded_at else "—",
            f"n. {numbers[row.batch_id]}, riga {row.line}" if row else "—",
        )
        for domanda, person, row in session.exec(query).all()
    )


def _batch_blocks(batch: ArrivalBatch, file: StoredFile, name: str, rows: int) -> tuple[Block, ...]:
    when = instant_words(batch.registered_at) if batch.registered_at else "mai"
    facts = Facts(
        (
            ("File", file.name),
            ("Impronta (SHA-256)", batch.sha256),
            ("Caricata da", name),
            ("Caricata il", instant_words(batch.created_at)),
            ("Domande registrate da questa tabella", f"{rows} ({when})"),
        )
    )
    refused = tuple(f"Riga {line}: {words}" for line, words in batch.problems.items())
    if not refused:
        return (facts,)
    return (facts, Heading(2, "Che cosa non andava all'ultima prova"), ListBlock(refused))


def _page(here: Here, title: str, blocks: tuple[Block, ...]) -> bytes:
    document = Document(title, here.procedure.created_at, blocks, author=here.authority.name)
    return html_page(document)


CHAPTER = Chapter(
    "arrivi",
    "Le domande arrivate per altre vie: chi le ha scritte, da quali tabelle",
    (Records(ArrivalBatch), Records(ArrivalBatchRow)),
    _pieces,
)
