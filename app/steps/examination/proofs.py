"""What a published list of who takes part says, in plain text, for the proof of publication."""

from sqlmodel import Session, select

from app.core.i18n import date_short, instant_words
from app.steps.examination.models import Admission
from app.steps.examination.queries.admitted import list_published
from app.steps.procedures.queries import Here
from app.steps.publication.models import SlotEntry


def admitted_text(session: Session, here: Here, entry: SlotEntry) -> str | None:
    """The list whose hash `entry` bears: bodies, outcomes and tavoli; None where there is none."""
    number = session.exec(
        select(Admission.number).where(
            Admission.procedure_id == here.procedure.pk, Admission.sha256 == entry.sha256
        )
    ).first()
    found = [row for row in list_published(session, here.procedure.pk) if row.number == number]
    if not found:
        return None
    lines = [
        f"- {body.name}: {body.outcome.label}"
        + (f" ({', '.join(body.tavoli)})" if body.tavoli else "")
        for body in found[0].bodies
    ]
    return "\n\n".join(
        (
            (
                f"{here.authority.name}\n{here.procedure.title}\nElenco n. {found[0].number} degli "
                "ammessi e dei non ammessi"
            ),
            (
                f"Atto n. {found[0].act_number} del {date_short(found[0].adopted_on)} "
                f"({found[0].organ})\nPubblicato il {instant_words(found[0].published_at)}"
            ),
            "\n".join(lines),
        )
    )


TEXTS = {"admitted": admitted_text}
