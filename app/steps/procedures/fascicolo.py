"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session, col

from app.core.documents.document import Document, Facts, Heading, ListBlock
from app.core.documents.pieces import Chapter, Piece, Records, file_name, html_page
from app.core.i18n import date_words, instant_words
from app.steps.procedures.models import Act, PhaseStep, Procedure, Tavolo
from app.steps.procedures.queries import Here, list_acts, list_phase_steps, list_tavoli


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    procedure = here.procedure
    yield Piece(
        "procedimento.html",
        "Il procedimento: oggetto, tavoli e fasi",
        f"procedure {procedure.public_id}",
        html_page(_document(session, here)),
        public=True,
    )
    for number, (act, file) in enumerate(list_acts(session, procedure.pk), start=1):
        if file is not None:
            day = date_words(act.adopted_on)
            yield Piece(
                f"atti/{file_name(number, file.name)}",
                f"{act.kind.label}: {act.organ}, n. {act.number} del {day}",
                f"act {act.public_id}",
                file,
                public=True,
            )


def _document(session: Session, here: Here) -> Document:
    procedure = here.procedure
    steps = list_phase_steps(session, procedure.pk)
    acts = [act for act, _ in list_acts(session, procedure.pk)]
    return Document(
        title=procedure.title,
        date=procedure.created_at,
        author=here.authority.name,
        blocks=(
            Facts(
                (
                    ("Amministrazione", here.authority.name),
                    ("Perché", procedure.purpose or "Non indicato"),
                    ("Piano", f"{procedure.plan_name} {procedure.plan_years}".strip() or "—"),
                    ("Fase", procedure.phase.label),
                )
            ),
            Heading(2, "Tavoli"),
            ListBlock(tuple(tavolo.name for tavolo in list_tavoli(session, procedure.pk))),
            Heading(2, "Atti"),
            ListBlock(
                tuple(
                    f"{act.kind.label}: {act.organ}, n. {act.number} del "
                    f"{date_words(act.adopted_on)}"
                    for act in acts
                )
            ),
            Heading(2, "Fasi"),
            ListBlock(
                tuple(f"{step.target.label}: {instant_words(step.entered_at)}" for step in steps)
            ),
        ),
    )


CHAPTER = Chapter(
    "procedimento",
    "Il procedimento e i suoi atti",
    (
        Records(Procedure, lambda here: col(Procedure.id) == here.procedure.pk),
        Records(Tavolo),
        Records(Act),
        Records(PhaseStep),
    ),
    _pieces,
)
