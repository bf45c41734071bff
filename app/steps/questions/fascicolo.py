"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.document import Block, Document, Heading, Paragraph, Quote
from app.core.documents.pieces import Chapter, Piece, Records, html_page
from app.steps.procedures.queries import Here
from app.steps.questions.models import Answer, Question, QuestionTerm


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    """The published questions, numbered and without who asked."""
    rows = session.exec(
        select(Question, Answer)
        .join(Answer, col(Question.answer_id) == col(Answer.id))
        .where(
            Question.procedure_id == here.procedure.pk,
            col(Question.number).is_not(None),
            col(Answer.published_at).is_not(None),
        )
        .order_by(col(Question.number))
    ).all()
    if not rows:
        return
    blocks: list[Block] = []
    for question, answer in rows:
        blocks += [
            Heading(2, f"Quesito {question.number}"),
            Quote(question.shown_text),
            Paragraph(answer.text),
        ]
    document = Document(
        title="Quesiti e risposte",
        date=rows[-1][1].published_at or here.procedure.created_at,
        author=here.authority.name,
        blocks=tuple(blocks),
    )
    yield Piece("quesiti.html", document.title, "question", html_page(document), public=True)


CHAPTER = Chapter(
    "quesiti",
    "Quesiti e risposte",
    (Records(QuestionTerm), Records(Question), Records(Answer)),
    _pieces,
)
