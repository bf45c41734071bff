"""What this room hands over for the file of a procedure: what was sent, and what is published.

The original of a redacted contribution is in the whole file only; the published one has it as
everybody reads it. Source: D.lgs. 33/2013, art. 7-bis c. 4.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.core.documents.document import Block, Document, Facts, Heading, Paragraph
from app.core.documents.pieces import Chapter, Piece, Records, file_name, html_page
from app.core.files.models import StoredFile
from app.core.i18n import instant_words
from app.people.ets.models import Ets
from app.steps.contributions.details import DETAILS
from app.steps.contributions.enums import FILED, PUBLIC
from app.steps.contributions.models import (
    Contribution,
    ContributionFile,
    ContributionTally,
    ModerationStep,
)
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here

_BATCH = 200


def _filed(here: Here) -> ColumnElement[bool]:
    return (col(Contribution.procedure_id) == here.procedure.pk) & col(Contribution.state).in_(
        FILED
    )


def _of_filed(model: Any) -> Records:
    keys = select(Contribution.id)
    return Records(model, lambda here: model.contribution_id.in_(keys.where(_filed(here))))


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    query = (
        select(Contribution, col(Ets.name), col(Tavolo.name))
        .join(Ets, col(Contribution.ets_id) == col(Ets.id))
        .join(Tavolo, col(Contribution.tavolo_id) == col(Tavolo.id))
        .where(_filed(here))
        .order_by(col(Contribution.number), col(Contribution.id))
        .execution_options(yield_per=_BATCH)
    )
    with session.exec(query) as rows:
        for contribution, body, tavolo in rows:
            yield from _one(session, contribution, body, tavolo)
            session.expunge(contribution)


def _one(session: Session, one: Contribution, body: str, tavolo: str) -> Iterator[Piece]:
    name = f"{one.number or 0:04d}"
    source = f"contribution {one.public_id}"
    title = f"Contributo n. {one.number}, {body}"
    original = _document(one, body, tavolo, one.title, one.text, one.details)
    yield Piece(f"originali/{name}.html", f"{title}: originale", source, html_page(original))
    public = one.state in PUBLIC
    if public:
        shown = _document(
            one, body, tavolo, one.published_title, one.published_text, one.published_details
        )
        yield Piece(f"pubblicati/{name}.html", title, source, html_page(shown), public=True)
    files = session.exec(
        select(ContributionFile, StoredFile)
        .join(StoredFile, col(ContributionFile.file_id) == col(StoredFile.id))
        .where(ContributionFile.contribution_id == one.pk)
        .order_by(col(ContributionFile.position))
    ).all()
    for number, (row, file) in enumerate(files, start=1):
        path = f"file/{name}/{file_name(number, file.name)}"
        yield Piece(path, f"{title}: {file.name}", source, file, public and row.public)


def _document(
    one: Contribution, body: str, tavolo: str, title: str, text: str, details: dict[str, Any]
) -> Document:
    facts = [
        ("Numero", str(one.number)),
        ("Ente", body),
        ("Tavolo", tavolo),
        ("Tipo", one.kind.label),
        ("Inviato", instant_words(one.submitted_at) if one.submitted_at else "—"),
    ]
    more = tuple(
        (field.label, str(details[field.name]))
        for field in DETAILS[one.kind]
        if details.get(field.name) not in (None, "")
    )
    blocks: list[Block] = [Facts(tuple(facts)), Heading(2, title or "—"), Paragraph(text)]
    if more:
        blocks.append(Facts(more))
    return Document(
        title=f"Contributo n. {one.number}",
        date=one.submitted_at or one.created_at,
        author=body,
        blocks=tuple(blocks),
    )


CHAPTER = Chapter(
    "contributi",
    "I contributi",
    (
        Records(Contribution, _filed),
        _of_filed(ContributionFile),
        _of_filed(ModerationStep),
    ),
    _pieces,
    left_out={ContributionTally: "sono conteggi dei contributi, che sono già qui"},
)
