"""What is common to every esito: the contributions it is for, and its reason."""

from collections.abc import Iterable

from sqlmodel import Session

from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import L241_3
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.esiti.events import EsitoAdded
from app.steps.esiti.models import Esito
from app.steps.procedures.queries import Here


def chosen_rows(session: Session, here: Here, chosen: Iterable[str]) -> list[SynthesisRow]:
    """The contributions chosen, by number. Raises InvalidFormError for none or a stranger."""
    wanted = set(chosen)
    rows = list_published_for_synthesis(session, here.procedure.pk)
    found = [row for row in rows if row.public_id in wanted]
    if not found or len(found) != len(wanted):
        raise InvalidFormError({"chosen": "Scegliete almeno un contributo di questo procedimento."})
    return found


def reason_for(row: SynthesisRow, reason: str) -> str:
    """The reason with {titolo} and {numero} filled in; never blank (L. 241/1990, art. 3)."""
    if not reason:
        raise InvalidFormError(
            {"reason": f"Scrivete la ragione: ogni esito è motivato ({L241_3.label})."}
        )
    title = row.title if row.title and not row.withheld else f"contributo n. {row.number}"
    return reason.replace("{titolo}", title).replace("{numero}", str(row.number))


def announce_added(
    session: Session, actor: Actor, here: Here, row: SynthesisRow, esito: Esito
) -> None:
    """Say in the register that an esito was added to the published ones."""
    emit(
        session,
        EsitoAdded(
            **here.openly_about(actor, esito),
            contribution=row.public_id,
            step=esito.step.value,
            sequence=esito.sequence,
            outcome=esito.outcome.value,
        ),
    )
