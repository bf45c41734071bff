"""The chapters of a fascicolo, in their order: a room is in it by declaring one."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col, select

from app.core.audit.models import EventRow, Tombstone
from app.core.documents.pieces import Chapter, Piece, Records, dump, file_name, json_page
from app.core.files.models import StoredFile
from app.outlets.archive.models import Fascicolo, FascicoloPart
from app.outlets.communications.fascicolo import CHAPTER as COMMUNICATIONS
from app.outlets.follow.fascicolo import CHAPTER as FOLLOW
from app.outlets.search.fascicolo import LEFT_OUT as OF_SEARCH
from app.people.accounts.models import Account
from app.people.authorities.models import Authority, StaffRole
from app.people.ets.models import Ets, Membership
from app.steps.arrivals.fascicolo import CHAPTER as ARRIVALS
from app.steps.avvisi.fascicolo import CHAPTER as AVVISI
from app.steps.calendar.fascicolo import CHAPTER as CALENDAR
from app.steps.checks.fascicolo import CHAPTER as CHECKS
from app.steps.contributions.fascicolo import CHAPTER as CONTRIBUTIONS
from app.steps.coverage.fascicolo import CHAPTER as COVERAGE
from app.steps.domande.fascicolo import CHAPTER as DOMANDE
from app.steps.esiti.fascicolo import CHAPTER as ESITI
from app.steps.examination.fascicolo import CHAPTER as EXAMINATION
from app.steps.istanze.fascicolo import CHAPTER as ISTANZE
from app.steps.laboratories.fascicolo import CHAPTER as LABORATORIES
from app.steps.monitoring.fascicolo import CHAPTER as MONITORING
from app.steps.plans.fascicolo import CHAPTER as PLANS
from app.steps.priorities.fascicolo import CHAPTER as PRIORITIES
from app.steps.procedures.fascicolo import CHAPTER as PROCEDURES
from app.steps.procedures.queries import Here
from app.steps.protocol.fascicolo import CHAPTER as PROTOCOL
from app.steps.publication.fascicolo import CHAPTER as PUBLICATION
from app.steps.questions.fascicolo import CHAPTER as QUESTIONS
from app.steps.receipts.fascicolo import CHAPTER as RECEIPTS
from app.steps.reports.fascicolo import CHAPTER as REPORTS
from app.steps.synthesis.fascicolo import CHAPTER as SYNTHESIS

OF_ROOMS: tuple[Chapter, ...] = (
    PROCEDURES,
    PLANS,
    ISTANZE,
    PUBLICATION,
    AVVISI,
    QUESTIONS,
    DOMANDE,
    RECEIPTS,
    ARRIVALS,
    PROTOCOL,
    CHECKS,
    EXAMINATION,
    CALENDAR,
    LABORATORIES,
    CONTRIBUTIONS,
    SYNTHESIS,
    COVERAGE,
    PRIORITIES,
    ESITI,
    REPORTS,
    MONITORING,
    COMMUNICATIONS,
    FOLLOW,
)
EVENTS = "eventi.json"
_SECRETS = {"password_hash", "totp_secret", "totp_last_step", "disabled_at", "created_at"}


def _named_in(
    model: type[SQLModel], here: Here, more: tuple[Records, ...] = ()
) -> ColumnElement[bool]:
    """The rows of `model` that any record of the rooms, or of `more`, points to."""
    target = model.__table__  # type: ignore[attr-defined]
    every = [records for chapter in OF_ROOMS for records in chapter.records]
    found = [
        target.c.id.in_(select_columns(column).where(records.condition(here)))
        for records in (*every, *more)
        for column in records.columns
        if any(key.column is target.c.id for key in column.foreign_keys)
    ]
    return or_(*found)


def _named_people(here: Here) -> ColumnElement[bool]:
    acted = select(EventRow.actor_ref).where(col(EventRow.chain) == here.procedure.public_id)
    return or_(_named_in(Account, here), col(Account.public_id).in_(acted))


def _accounts(here: Here) -> Any:
    return select(Account.id).where(_named_people(here))


MANDATES = Records(
    Membership,
    lambda here: (
        col(Membership.account_id).in_(_accounts(here))
        & col(Membership.ets_id).in_(select(Ets.id).where(_named_in(Ets, here)))
    ),
)


def _named_files(here: Here) -> ColumnElement[bool]:
    return _named_in(StoredFile, here, (MANDATES,))


PEOPLE = Chapter(
    "persone-ed-enti",
    "Chi è nominato: persone con le loro deleghe e i loro ruoli, enti, amministrazione, file",
    (
        Records(Account, _named_people, without=frozenset(_SECRETS)),
        Records(Ets, lambda here: _named_in(Ets, here)),
        MANDATES,
        Records(Authority, lambda here: col(Authority.id) == here.authority.pk),
        Records(
            StaffRole,
            lambda here: (
                (col(StaffRole.authority_id) == here.authority.pk)
                & col(StaffRole.account_id).in_(_accounts(here))
            ),
        ),
        Records(StoredFile, _named_files, without=frozenset({"key"})),
    ),
)


def _events(session: Session, here: Here) -> Iterator[Piece]:
    """All links, so that the chain can be counted again; and what may be read by anyone."""
    records = Records(EventRow, lambda here: col(EventRow.chain) == here.procedure.public_id)
    yield Piece(
        EVENTS, "Il registro dei fatti, con la sua catena", "event", dump(session, records, here)
    )
    rows = session.exec(
        select(EventRow.number, EventRow.kind, EventRow.legal_at, EventRow.digest)
        .where(EventRow.chain == here.procedure.public_id)
        .order_by(col(EventRow.number))
    ).all()
    facts = [
        {"numero": number, "fatto": kind, "istante": at, "impronta": digest}
        for number, kind, at, digest in rows
    ]
    title = "Il registro dei fatti, senza chi li ha compiuti"
    yield Piece("fatti.json", title, "event", json_page(facts), public=True)


REGISTER = Chapter(
    "registro",
    "Il registro dei fatti",
    (Records(Tombstone, lambda here: col(Tombstone.chain) == here.procedure.public_id),),
    _events,
    left_out={
        **OF_SEARCH,
        Fascicolo: "sono i fascicoli stessi; chi li ha chiesti e presi è nel registro dei fatti",
        FascicoloPart: "sono i capitoli di un fascicolo mentre si prepara",
    },
)
CHAPTERS: tuple[Chapter, ...] = (*OF_ROOMS, PEOPLE, REGISTER)


LEFT_OUT: tuple[tuple[str, str], ...] = tuple(
    (str(model.__tablename__), why)
    for chapter in CHAPTERS
    for model, why in chapter.left_out.items()
)


def pieces_of(session: Session, here: Here, chapter: Chapter, *, redacted: bool) -> Iterator[Piece]:
    """The members of a chapter; of the redacted file, only what each room calls public."""
    number = CHAPTERS.index(chapter) + 1
    folder = f"{number:02d}-{chapter.code}"
    for piece in _all_pieces(session, here, chapter):
        if piece.public or not redacted:
            yield Piece(
                f"{folder}/{piece.path}", piece.title, piece.source, piece.content, piece.public
            )


def _all_pieces(session: Session, here: Here, chapter: Chapter) -> Iterator[Piece]:
    if chapter.pieces is not None:
        yield from chapter.pieces(session, here)
    for records in chapter.records:
        name = records.table.name
        rows = dump(session, records, here)
        yield Piece(f"dati/{name}.json", f"Tabella {name}", name, rows)


def other_files(session: Session, here: Here, known: set[str]) -> Iterator[Piece]:
    """The files that some record names and no room has handed over by itself."""
    query = select(StoredFile).where(_named_files(here)).order_by(col(StoredFile.id))
    rows: list[Any] = [file for file in session.exec(query).all() if file.public_id not in known]
    for number, file in enumerate(rows, start=1):
        path = f"{len(CHAPTERS) + 1:02d}-altri-file/{file_name(number, file.name)}"
        yield Piece(path, f"File: {file.name}", f"stored_file {file.public_id}", file)
