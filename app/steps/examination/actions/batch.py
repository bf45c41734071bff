"""Several domande, one outcome: each is decided by itself, and each refusal is told."""

from dataclasses import dataclass
from itertools import zip_longest

from sqlmodel import Session

from app.core.errors import AppError, InvalidFormError
from app.core.events import pending_events
from app.core.security.actor import Actor
from app.steps.domande.models import Domanda
from app.steps.domande.queries.received import get_received
from app.steps.examination.actions.decide import decide
from app.steps.examination.forms import BatchForm, DecisionForm
from app.steps.procedures.queries import Here

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What became of one domanda; `refused` says why it stays undecided, empty when it is."""

    domanda: Domanda
    reason: str
    refused: str


def decide_batch(
    session: Session, actor: Actor, here: Here, form: BatchForm
) -> tuple[BatchLine, ...]:
    """Decide each domanda with its own reason, or with the common one that names it.

    A refusal touches its row alone. Raises InvalidFormError for more than fifty.
    """
    if len(form.domanda) > AT_ONCE:
        raise InvalidFormError({"domanda": f"Al massimo {AT_ONCE} domande insieme."})
    lines = []
    own_reasons = dict(zip_longest(form.domanda, form.each[: len(form.domanda)], fillvalue=""))
    for public_id, own in own_reasons.items():
        domanda = get_received(session, here.procedure.pk, public_id, lock=True)
        reason = own or name_in(form.reason, domanda)
        one = DecisionForm(outcome=form.outcome, reason=reason)
        lines.append(BatchLine(domanda, reason, _decide(session, actor, here, domanda, one)))
    return tuple(lines)


def name_in(words: str, domanda: Domanda) -> str:
    """The common reason, naming body and number where it says `{ente}` and `{numero}`.

    A reason that names nobody begins with the body's name.
    """
    if not words:
        return ""
    if "{ente}" not in words and "{numero}" not in words:
        words = f"{{ente}}: {words}"
    return words.replace("{ente}", domanda.body_name).replace("{numero}", domanda.register_number)


def _decide(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: DecisionForm
) -> str:
    announced = len(pending_events(session))
    savepoint = session.begin_nested()
    try:
        decide(session, actor, here, domanda, form)
        savepoint.commit()
    except InvalidFormError as error:
        refused = " ".join((*error.errors.values(), *error.general))
    except AppError as error:
        refused = f"{error.sentence} {error.remedy}".strip()
    else:
        return ""
    savepoint.rollback()
    del pending_events(session)[announced:]
    return refused
